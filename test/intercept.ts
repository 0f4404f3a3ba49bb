/** Decides about one request: pass it on (now, later, not at all), and what its sender gets. */
export type Interception = (pass: () => Promise<Response>) => Promise<Response>;

const waiting: { nsid: string; interception: Interception }[] = [];
const counts = new Map<string, number>();
const realFetch = globalThis.fetch;

// To be imported before anything that keeps fetch for itself.
globalThis.fetch = async (input, init) => {
  const { pathname } = new URL(input instanceof Request ? input.url : String(input));
  const nsid = /^\/xrpc\/([^/]+)$/.exec(pathname)?.[1] ?? "";
  counts.set(nsid, (counts.get(nsid) ?? 0) + 1);
  const at = waiting.findIndex((one) => one.nsid === nsid);
  if (at < 0) return realFetch(input, init);
  const [{ interception }] = waiting.splice(at, 1) as [(typeof waiting)[number]];
  // Read as a whole, so that it can still be sent when its sender has given up.
  const request = input instanceof Request ? input : new Request(input, init);
  const body = request.body && (await request.arrayBuffer());
  const { url, method, headers } = request;
  return interception(() => realFetch(url, { method, headers, body }));
};

/** The next request of an XRPC method goes the way that is given; the one after it that of the next call. */
export function interceptNext(nsid: string, interception: Interception): void {
  waiting.push({ nsid, interception });
}

/** How many requests of an XRPC method this process has made. */
export function countRequests(nsid: string): number {
  return counts.get(nsid) ?? 0;
}

/** What fetch throws when a connection breaks. */
export function connectionBroken(): never {
  throw new TypeError("fetch failed", { cause: new Error("ECONNRESET") });
}
