import { z } from "zod";
import { userOfRequest } from "@/lib/auth";
import { listRows } from "@/lib/review";
import { ReviewSearch, ROWS_PER_PAGE } from "../search";
import { pageView } from "../view";

/** A page of a list's rows: `?show=…&text=…&after=…`. */
export async function GET(request: Request, { params }: RouteContext<"/uploads/[uploadId]/rows">) {
  const user = await userOfRequest(request);
  if (user instanceof Response) return user;
  const id = z.uuid().safeParse((await params).uploadId);
  if (!id.success) return Response.json({ error: "unknown" }, { status: 404 });

  const search = Object.fromEntries(new URL(request.url).searchParams);
  const { show, text, after } = ReviewSearch.parse(search);
  const page = await listRows(user.did, id.data, {
    filter: show,
    text,
    after,
    take: ROWS_PER_PAGE,
  });
  return Response.json(pageView(page), { headers: { "cache-control": "no-store" } });
}
