import { connection } from "next/server";

/** Whether this process answers at all, whatever the database does: restart it when it does not. */
export async function GET() {
  await connection();
  return Response.json({ ok: true }, { headers: { "cache-control": "no-store" } });
}
