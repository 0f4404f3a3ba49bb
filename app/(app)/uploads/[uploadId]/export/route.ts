import { z } from "zod";
import { userOfRequest } from "@/lib/auth";
import { exportRows, filters } from "@/lib/review";
import { getUpload } from "@/lib/uploads";
import { download } from "../../../download";

const Query = z.object({
  rows: z.enum(["all", "found", "not_found"]),
  format: z.enum(["csv", "json"]),
});

const types = { csv: "text/csv", json: "application/json" };
const shown = {
  all: filters.slice(1),
  found: ["ready", "look", "followed"],
  not_found: ["not_found"],
} as const;

/** Rows of a list as a file: `?rows=found&format=csv`. */
export async function GET(
  request: Request,
  { params }: RouteContext<"/uploads/[uploadId]/export">,
) {
  const user = await userOfRequest(request);
  if (user instanceof Response) return user;
  const id = z.uuid().safeParse((await params).uploadId);
  const query = Query.safeParse(Object.fromEntries(new URL(request.url).searchParams));
  const upload = id.success ? await getUpload(user.did, id.data) : null;
  if (!upload || !query.success) return Response.json({ error: "unknown" }, { status: 404 });

  const { rows, format } = query.data;
  const day = upload.createdAt.toISOString().slice(0, 10);
  return download(
    exportRows(user.did, upload.id, { show: shown[rows], format }),
    `atlast-${upload.platform}-${day}-${rows.replace("_", "-")}.${format}`,
    types[format],
  );
}
