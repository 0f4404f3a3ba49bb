import { connection } from "next/server";
import { isDatabaseReady } from "@/lib/health";

/** Whether the app can do its work: 503 when the database does not answer. */
export async function GET() {
  await connection();
  const database = await isDatabaseReady();
  return Response.json(
    { ok: database, database: database ? "ready" : "unreachable" },
    { status: database ? 200 : 503, headers: { "cache-control": "no-store" } },
  );
}
