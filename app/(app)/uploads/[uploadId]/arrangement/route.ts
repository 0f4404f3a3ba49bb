import { z } from "zod";
import { userOfRequest } from "@/lib/auth";
import { readAddress } from "../address";
import { getArrangement } from "../get-arrangement";

/** The rows that a view shows, in its order. The query is that of the page itself. */
export async function GET(
  request: Request,
  { params }: RouteContext<"/uploads/[uploadId]/arrangement">,
) {
  const user = await userOfRequest(request);
  if (user instanceof Response) return user;
  const id = z.uuid().safeParse((await params).uploadId);
  if (!id.success) return Response.json({ error: "unknown" }, { status: 404 });

  const arrangement = await getArrangement(
    user.did,
    id.data,
    readAddress(new URL(request.url).searchParams),
  );
  return Response.json(arrangement, { headers: { "cache-control": "no-store" } });
}
