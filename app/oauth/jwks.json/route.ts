import { connection } from "next/server";
import { publicKeys } from "@/lib/oauth";

/** The public halves of our keys, for the authorization servers that people sign in at. */
export async function GET() {
  await connection();
  return Response.json(await publicKeys());
}
