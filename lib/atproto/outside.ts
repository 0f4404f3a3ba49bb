import { safeFetchWrap } from "@atproto-labs/fetch-node";
import { env } from "@/lib/env";

const TIMEOUT_MS = 30_000;
const MOST_BYTES = 2 * 1024 * 1024;

let outside: typeof globalThis.fetch | undefined;

/**
 * A fetch for addresses that other people choose, such as those of their servers: it reaches none inside our own network,
 * waits for 30 seconds and reads 2 MB at most.
 */
export const fetchOutside: typeof globalThis.fetch = (input, init) => {
  outside ??= createFetch();
  return outside(input, init);
};

function createFetch() {
  // A directory without TLS is one on this machine: the network of the demo and the tests.
  const isLocalNetwork = env().ATPROTO_PLC_URL.startsWith("http:");
  return safeFetchWrap({
    ssrfProtection: !isLocalNetwork,
    allowIpHost: isLocalNetwork,
    allowImplicitRedirect: true,
    timeout: TIMEOUT_MS,
    responseMaxSize: MOST_BYTES,
  }) as typeof globalThis.fetch;
}
