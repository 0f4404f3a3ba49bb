import { XrpcError, XrpcInternalError, XrpcResponseError } from "@atproto/lex";
import { type RateLimit, readRateLimit } from "./rate-limit";

/** A server asked us to slow down. */
export class NetworkBusy extends Error {
  override name = "NetworkBusy";
  /** When it will answer again, as it says. */
  readonly until: Date;
  /** The limit that was reached, where the server named one. */
  readonly limit: RateLimit | null;

  constructor(until: Date, options?: ErrorOptions & { limit?: RateLimit | null }) {
    super(`busy until ${until.toISOString()}`, options);
    this.until = until;
    this.limit = options?.limit ?? null;
  }
}

/** No answer that means anything: no connection, a time-out, a 5xx. The request may or may not have been carried out. */
export class NetworkUnreachable extends Error {
  override name = "NetworkUnreachable";
}

/** The server understood the request and refuses it; nothing was carried out. */
export class RequestRefused extends Error {
  override name = "RequestRefused";
  /** The error's name as the lexicon has it, such as `RecordNotFound` or `ScopeMissingError`. */
  readonly error: string;
  readonly status: number;

  constructor(error: string, status: number, options?: ErrorOptions) {
    super(error, options);
    this.error = error;
    this.status = status;
  }
}

/** The answer, or `otherwise` where the server refuses to give one: it does not know the account, say. */
export async function unlessRefused<T, E>(answer: Promise<T>, otherwise: E): Promise<T | E> {
  try {
    return await answer;
  } catch (error) {
    if (error instanceof RequestRefused) return otherwise;
    throw error;
  }
}

const DEFAULT_PAUSE_MS = 60_000;
const LONGEST_PAUSE_MS = 24 * 60 * 60_000;

/**
 * Makes an XRPC request and says what its failure means.
 *
 * @throws NetworkBusy, NetworkUnreachable or RequestRefused; anything else is a bug.
 */
export async function ask<T>(request: () => Promise<T>): Promise<T> {
  try {
    return await request();
  } catch (error) {
    if (error instanceof XrpcResponseError) throw meaningOf(error);
    if (error instanceof XrpcInternalError || isTimeout(error)) {
      throw new NetworkUnreachable("no answer", { cause: error });
    }
    // An answer that is no XRPC: a proxy's page, half a body.
    if (error instanceof XrpcError) throw new NetworkUnreachable("no sense", { cause: error });
    throw error;
  }
}

function meaningOf(error: XrpcResponseError) {
  const options = { cause: error };
  if (error.status === 429) {
    const limit = readRateLimit(error.headers);
    return new NetworkBusy(pauseEnd(error.headers), { ...options, limit });
  }
  if (error.status >= 500) return new NetworkUnreachable(`status ${error.status}`, options);
  return new RequestRefused(error.error, error.status, options);
}

/** When to ask again: `retry-after` in seconds, or `ratelimit-reset` in Unix seconds, as PDS and AppView send them. */
function pauseEnd(headers: Headers): Date {
  const now = Date.now();
  const after = Number(headers.get("retry-after")) * 1000;
  const reset = Number(headers.get("ratelimit-reset")) * 1000 - now;
  const asked = [after, reset].find((wait) => wait > 0) ?? DEFAULT_PAUSE_MS;
  return new Date(now + Math.min(asked, LONGEST_PAUSE_MS));
}

function isTimeout(error: unknown) {
  return error instanceof DOMException && ["TimeoutError", "AbortError"].includes(error.name);
}
