import { z } from "zod";
import { userOfRequest } from "@/lib/auth";
import { deleteUpload } from "@/lib/uploads";

/** Gives up a list that is being sent. */
export async function DELETE(
  request: Request,
  { params }: RouteContext<"/api/imports/[uploadId]">,
) {
  const user = await userOfRequest(request);
  if (user instanceof Response) return user;
  const id = z.uuid().safeParse((await params).uploadId);
  if (!id.success || !(await deleteUpload(user.did, id.data))) {
    return Response.json({ error: "unknown" }, { status: 404 });
  }
  return Response.json({ ok: true });
}
