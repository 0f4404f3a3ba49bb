/** What a server said of the limit that is nearest. */
export type RateLimit = {
  /** Length of the window. */
  seconds: number;
  limit: number;
  remaining: number;
  resetsAt: Date;
};

/**
 * The limit in the headers of an answer, or null. A server with several limits names the one with the least left:
 * `ratelimit-limit`, `-remaining`, `-reset` (Unix seconds) and `-policy` (`5000;w=3600`).
 */
export function readRateLimit(headers: Headers): RateLimit | null {
  const seconds = /;\s*w=(\d+)/.exec(headers.get("ratelimit-policy") ?? "")?.[1];
  const [limit, remaining, reset] = ["limit", "remaining", "reset"].map((name) =>
    Number.parseInt(headers.get(`ratelimit-${name}`) ?? "", 10),
  ) as [number, number, number];
  if (!seconds || ![limit, remaining, reset].every(Number.isSafeInteger)) return null;
  return { seconds: Number(seconds), limit, remaining, resetsAt: new Date(reset * 1000) };
}
