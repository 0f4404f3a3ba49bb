import { mayTell, takeTapEvent } from "@/lib/watch";
import { readJson } from "../read-json";

/** What Tap's TAP_WEBHOOK_URL is for. A 2xx acknowledges the event; after anything else, Tap sends it again. */
export async function POST(request: Request) {
  if (!mayTell(request.headers.get("authorization"))) {
    return Response.json({ error: "unauthorized" }, { status: 401 });
  }
  await takeTapEvent(await readJson(request));
  return new Response(null, { status: 204 });
}
