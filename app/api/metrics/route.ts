import { env } from "@/lib/env";
import { renderMetrics } from "@/lib/metrics";
import { sameSecret } from "@/lib/secrets";

/** For Prometheus; closed without METRICS_TOKEN. */
export async function GET(request: Request) {
  const { METRICS_TOKEN } = env();
  const expected = METRICS_TOKEN && `Bearer ${METRICS_TOKEN}`;
  if (!sameSecret(request.headers.get("authorization"), expected)) {
    return Response.json({ error: "unauthorized" }, { status: 401 });
  }
  const { text, contentType } = await renderMetrics();
  return new Response(text, {
    headers: { "content-type": contentType, "cache-control": "no-store" },
  });
}
