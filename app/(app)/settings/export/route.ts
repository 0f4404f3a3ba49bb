import { exportAccount } from "@/lib/account";
import { userOfRequest } from "@/lib/auth";
import { download } from "../../download";

/** Everything that is kept about the person who asks, as one JSON file. */
export async function GET(request: Request) {
  const user = await userOfRequest(request);
  if (user instanceof Response) return user;
  const day = new Date().toISOString().slice(0, 10);
  return download(exportAccount(user.did), `atlast-${day}.json`, "application/json");
}
