import { env } from "@/lib/env";
import { openApiDocument } from "@/lib/sharing";

/** The description of the partner API, for people and tools; needs no key. */
export function GET() {
  return Response.json(openApiDocument(env().PUBLIC_URL), {
    headers: { "access-control-allow-origin": "*" },
  });
}
