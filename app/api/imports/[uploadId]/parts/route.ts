import { z } from "zod";
import { readJson } from "@/app/api/read-json";
import { userOfRequest } from "@/lib/auth";
import { addImportPart, ImportPart } from "@/lib/imports";

/** Takes one part of a list: `{ part, follows }`. Sent again, it replaces itself. */
export async function POST(
  request: Request,
  { params }: RouteContext<"/api/imports/[uploadId]/parts">,
) {
  const user = await userOfRequest(request);
  if (user instanceof Response) return user;
  const id = z.uuid().safeParse((await params).uploadId);
  const part = ImportPart.safeParse(await readJson(request));
  if (!id.success || !part.success) return Response.json({ error: "invalid" }, { status: 400 });

  const isKept = await addImportPart(user.did, id.data, part.data);
  return isKept
    ? Response.json({ ok: true })
    : Response.json({ error: "unknown" }, { status: 404 });
}
