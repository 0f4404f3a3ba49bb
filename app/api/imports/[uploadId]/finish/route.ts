import { after } from "next/server";
import { z } from "zod";
import { readJson } from "@/app/api/read-json";
import { apps } from "@/lib/apps";
import { userOfRequest } from "@/lib/auth";
import { syncFollowsQuietly } from "@/lib/follows";
import { finishImport, ImportEnd, indexNewNames } from "@/lib/imports";

/** A list of a million names takes a while to save. */
export const maxDuration = 300;

/** Saves a list whose parts have all been sent, with the names that came in none: `{ parts, follows }`. Answers `{ total }`. */
export async function POST(
  request: Request,
  { params }: RouteContext<"/api/imports/[uploadId]/finish">,
) {
  const user = await userOfRequest(request);
  if (user instanceof Response) return user;
  const id = z.uuid().safeParse((await params).uploadId);
  const end = ImportEnd.safeParse(await readJson(request));
  if (!id.success || !end.success) return Response.json({ error: "invalid" }, { status: 400 });

  const { parts, follows } = end.data;
  const saved = await finishImport(user.did, id.data, parts, follows);
  if (!saved.ok) return Response.json({ error: saved.problem }, { status: 409 });
  // Whom the person follows already is to show from the first match on.
  after(() => syncFollowsQuietly(user.did, apps[0]));
  after(indexNewNames);
  return Response.json({ total: saved.total });
}
