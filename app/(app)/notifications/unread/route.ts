import { countUnread } from "@/lib/arrivals";
import { userOfRequest } from "@/lib/auth";

/** How many arrivals the person has not seen. */
export async function GET(request: Request) {
  const user = await userOfRequest(request);
  if (user instanceof Response) return user;
  const unread = await countUnread(user.did);
  return Response.json({ unread }, { headers: { "cache-control": "no-store" } });
}
