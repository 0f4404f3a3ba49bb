import { z } from "zod";
import { userOfRequest } from "@/lib/auth";
import { getBatch, listBatchWrites } from "@/lib/follows";
import { PEOPLE_PER_PAGE, personView } from "../view";

const Search = z.object({
  after: z
    .string()
    .regex(/^\d{1,18}$/)
    .transform(BigInt)
    .optional()
    .catch(undefined),
  take: z.coerce.number().int().min(1).max(1000).catch(PEOPLE_PER_PAGE),
});

/** How a batch stands, and a page of its accounts: `?after=…&take=…`. */
export async function GET(request: Request, { params }: RouteContext<"/follows/[batchId]/people">) {
  const user = await userOfRequest(request);
  if (user instanceof Response) return user;
  const id = z.uuid().safeParse((await params).batchId);
  const batch = id.success ? await getBatch(user.did, id.data) : null;
  if (!batch) return Response.json({ error: "unknown" }, { status: 404 });

  const search = Search.parse(Object.fromEntries(new URL(request.url).searchParams));
  const writes = await listBatchWrites(user.did, batch.id, search);
  return Response.json(
    { batch, people: writes.map(personView) },
    { headers: { "cache-control": "no-store" } },
  );
}
