import { readJson } from "@/app/api/read-json";
import { userOfRequest } from "@/lib/auth";
import { beginImport, NewImport } from "@/lib/imports";

/** Announces a list: `{ platform, name }`. Answers `{ uploadId }`. */
export async function POST(request: Request) {
  const user = await userOfRequest(request);
  if (user instanceof Response) return user;
  const list = NewImport.safeParse(await readJson(request));
  if (!list.success) return Response.json({ error: "invalid" }, { status: 400 });

  const uploadId = await beginImport(user.did, list.data);
  return Response.json({ uploadId }, { status: 201 });
}
