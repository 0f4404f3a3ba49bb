/**
 * Sends what this process fetches from the given https origins to ports of this machine, over http, until the returned
 * function is called. So the PDS can read the metadata and keys of a confidential client, which must have an https
 * address with a public-looking host, without DNS or certificates.
 */
export function mapClientOrigins(ports: Record<string, number>): () => void {
  if (Object.keys(ports).length === 0) return () => {};
  const realFetch = globalThis.fetch;

  globalThis.fetch = (input, init) => {
    const url = new URL(input instanceof Request ? input.url : String(input));
    const port = ports[url.origin];
    if (!port) return realFetch(input, init);

    // A name: the PDS checks the address of the answer too, and refuses one that is an IP.
    const local = `http://localhost:${port}${url.pathname}${url.search}`;
    if (!(input instanceof Request)) return realFetch(local, init);
    const { method, headers, signal } = input;
    return realFetch(new Request(local, { method, headers, signal }), init);
  };
  return () => {
    globalThis.fetch = realFetch;
  };
}
