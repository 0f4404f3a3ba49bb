import {
  createServer,
  request as forward,
  type IncomingMessage,
  type ServerResponse,
} from "node:http";
import type { AddressInfo } from "node:net";

/** What is answered instead of the target's answer. */
export type Fault =
  /** An answer; an XRPC error where there is no body. */
  | { status: number; headers?: Record<string, string>; body?: string }
  /** No answer, until the caller gives up or the proxy stops. */
  | "hang"
  /** The connection breaks before there is an answer. */
  | "reset"
  /** The target's answer breaks off in the middle of its body. */
  | "truncate";

type SeenRequest = {
  method: string;
  path: string;
  /** The XRPC method, such as `app.bsky.actor.getProfiles`; "" for other paths. */
  nsid: string;
  query: URLSearchParams;
  headers: IncomingMessage["headers"];
  /** Whether a fault took the place of the target's answer. */
  failed: boolean;
};

export type Faults = {
  url: string;
  /** All requests so far, in the order of their arrival. */
  requests: SeenRequest[];
  /** How many requests there were, of one XRPC method or of all. */
  count(nsid?: string): number;
  /** The next `times` requests, of one XRPC method or of any, fail. */
  failNext(times: number, fault: Fault, nsid?: string): void;
  /** From now on every `k`-th request, of one XRPC method or of any, fails: with 2, the second, the fourth, … */
  failEvery(k: number, fault: Fault, nsid?: string): void;
  /** Nothing fails any more, and no request was seen. */
  reset(): void;
  stop(): Promise<void>;
};

type Rule = { nsid?: string; fault: Fault; isDue(): boolean };

/**
 * Starts a proxy on 127.0.0.1 that passes requests on to an AppView or a PDS and fails as it is told. For calls whose
 * address the app can be given; handles and OAuth issuers name the real address, and pass by it.
 */
export async function startFaults({ target }: { target: string }): Promise<Faults> {
  const requests: SeenRequest[] = [];
  let rules: Rule[] = [];

  const server = createServer((incoming, outgoing) => {
    const seen = describe(incoming);
    requests.push(seen);
    const matching = rules.filter(({ nsid }) => nsid === undefined || nsid === seen.nsid);
    // Every rule counts the request, though only the first that is due decides.
    const fault = matching.filter((rule) => rule.isDue())[0]?.fault;
    seen.failed = fault !== undefined;

    if (fault === "reset") incoming.socket.resetAndDestroy();
    else if (typeof fault === "object") answer(incoming, outgoing, fault);
    else if (fault !== "hang") passOn(target, incoming, outgoing, fault === "truncate");
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));

  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests,
    count: (nsid) => requests.filter((seen) => nsid === undefined || seen.nsid === nsid).length,
    failNext(times, fault, nsid) {
      let left = times;
      rules.push({ nsid, fault, isDue: () => left-- > 0 });
    },
    failEvery(k, fault, nsid) {
      let seen = 0;
      rules.push({ nsid, fault, isDue: () => ++seen % k === 0 });
    },
    reset() {
      rules = [];
      requests.length = 0;
    },
    async stop() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** The answer of a PDS or an AppView to a caller that asks too often. */
export function tooManyRequests({ retryAfterSeconds }: { retryAfterSeconds: number }): Fault {
  const reset = Math.ceil(Date.now() / 1000) + retryAfterSeconds;
  return {
    status: 429,
    headers: {
      "retry-after": String(retryAfterSeconds),
      "ratelimit-limit": "3000",
      "ratelimit-remaining": "0",
      "ratelimit-reset": String(reset),
      "ratelimit-policy": "3000;w=300",
    },
  };
}

const ERRORS: Record<number, { error: string; message: string }> = {
  400: { error: "InvalidRequest", message: "Invalid request" },
  401: { error: "AuthenticationRequired", message: "Authentication Required" },
  429: { error: "RateLimitExceeded", message: "Rate Limit Exceeded" },
  500: { error: "InternalServerError", message: "Internal Server Error" },
  502: { error: "UpstreamFailure", message: "Upstream Failure" },
  503: { error: "NotEnoughResources", message: "Not Enough Resources" },
};

function describe(incoming: IncomingMessage): SeenRequest {
  const { pathname, searchParams } = new URL(incoming.url ?? "/", "http://localhost");
  const nsid = /^\/xrpc\/([^/]+)$/.exec(pathname)?.[1] ?? "";
  const { method = "GET", headers } = incoming;
  return { method, path: pathname, nsid, query: searchParams, headers, failed: false };
}

function answer(
  incoming: IncomingMessage,
  outgoing: ServerResponse,
  { status, headers, body }: Exclude<Fault, string>,
) {
  incoming.resume();
  outgoing.writeHead(status, { "content-type": "application/json", ...headers });
  outgoing.end(body ?? JSON.stringify(ERRORS[status] ?? { error: "Unknown", message: "Unknown" }));
}

function passOn(
  target: string,
  incoming: IncomingMessage,
  outgoing: ServerResponse,
  truncate: boolean,
) {
  const url = new URL(incoming.url ?? "/", target);
  const headers = { ...incoming.headers, host: url.host };
  const passed = forward(url, { method: incoming.method, headers }, (response) => {
    outgoing.writeHead(response.statusCode ?? 502, response.headers);
    if (!truncate) {
      response.pipe(outgoing);
      return;
    }
    response.once("end", () => outgoing.end());
    response.once("data", (chunk: Buffer) => {
      outgoing.write(chunk.subarray(0, Math.ceil(chunk.length / 2)), () => outgoing.destroy());
      response.destroy();
    });
  });
  passed.on("error", () =>
    outgoing.headersSent ? outgoing.destroy() : answer(incoming, outgoing, { status: 502 }),
  );
  outgoing.on("close", () => passed.destroy());
  incoming.pipe(passed);
}
