import { z } from "zod";
import { userOfRequest } from "@/lib/auth";
import { readRows } from "@/lib/review";
import { rowView } from "../view";

const Ids = z.string().regex(/^\d{1,18}(,\d{1,18}){0,99}$/);

/** Rows of a list as they are now: `?ids=12,7,…`, at most 100, in the order asked for. */
export async function GET(request: Request, { params }: RouteContext<"/uploads/[uploadId]/rows">) {
  const user = await userOfRequest(request);
  if (user instanceof Response) return user;
  const id = z.uuid().safeParse((await params).uploadId);
  const ids = Ids.safeParse(new URL(request.url).searchParams.get("ids"));
  if (!id.success || !ids.success) return Response.json({ error: "unknown" }, { status: 404 });

  const rows = await readRows(user.did, id.data, ids.data.split(",").map(BigInt));
  return Response.json(rows.map(rowView), { headers: { "cache-control": "no-store" } });
}
