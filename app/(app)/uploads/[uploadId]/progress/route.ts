import { after } from "next/server";
import { z } from "zod";
import { userOfRequest } from "@/lib/auth";
import { env } from "@/lib/env";
import { matchNext } from "@/lib/matching";
import { visitUpload } from "@/lib/uploads";
import { readAddress } from "../address";
import { getProgress } from "../get-progress";

export const maxDuration = 60;
const SLICE_MS = 20_000;

/** How far a list's matching is, and what its review now counts. */
export async function GET(
  request: Request,
  { params }: RouteContext<"/uploads/[uploadId]/progress">,
) {
  const user = await userOfRequest(request);
  if (user instanceof Response) return user;
  const id = z.uuid().safeParse((await params).uploadId);
  const progress = id.success
    ? await getProgress(user.did, id.data, readAddress(new URL(request.url).searchParams))
    : null;
  if (!progress) return Response.json({ error: "unknown" }, { status: 404 });

  // What is found before their eyes is not new to them.
  await visitUpload(user.did, progress.upload.id);
  // Where nothing works in the background, an open page keeps the matching going.
  if (!env().RUN_JOBS && progress.upload.matching.state !== "done") {
    after(() => matchNext(new Date(Date.now() + SLICE_MS), AbortSignal.timeout(2 * SLICE_MS)));
  }
  return Response.json(progress, { headers: { "cache-control": "no-store" } });
}
