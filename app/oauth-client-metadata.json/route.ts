import { connection } from "next/server";
import { clientMetadata } from "@/lib/oauth";

/** What we are as an OAuth client. The address of this document is our client_id. */
export async function GET() {
  await connection();
  return Response.json(await clientMetadata());
}
