import type { Instrumentation } from "next";

/** Runs once when the server starts. */
export async function register() {
  if (process.env.NEXT_RUNTIME !== "nodejs") return;
  const { startTelemetry } = await import("@/lib/metrics");
  await startTelemetry();
  const { start } = await import("@/lib/jobs");
  start();
}

/** Logs what no page or route expected, with the request's id and the route, but not its parameters. */
export const onRequestError: Instrumentation.onRequestError = async (error, request, context) => {
  if (process.env.NEXT_RUNTIME !== "nodejs") return;
  const { log } = await import("@/lib/log");
  const { digest } = error as { digest?: string };
  log.error(
    {
      error,
      digest,
      requestId: request.headers["x-request-id"],
      method: request.method,
      route: context.routePath,
    },
    "a request failed",
  );
};
