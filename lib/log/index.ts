import { trace } from "@opentelemetry/api";
import pino from "pino";
import { describeError } from "./describe-error";

export { type DescribedError, describeError } from "./describe-error";

const LEVELS = ["fatal", "error", "warn", "info", "debug", "silent"];

/**
 * What happens, one JSON object a line on standard output. Never a token, a handle or a name from a list: only counts,
 * our own ids, and errors as `describeError` leaves them. LOG_LEVEL says how much.
 */
export const log = pino({
  level: readLevel(process.env.LOG_LEVEL),
  base: undefined,
  timestamp: pino.stdTimeFunctions.isoTime,
  formatters: { level: (level) => ({ level }) },
  serializers: { error: describeError },
  mixin: () => {
    const span = trace.getActiveSpan()?.spanContext();
    return span ? { traceId: span.traceId, spanId: span.spanId } : {};
  },
});

/** Read past lib/env: a wrong setting has to be logged too. */
function readLevel(given = "info") {
  return LEVELS.includes(given) ? given : "info";
}
