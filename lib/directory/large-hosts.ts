import { db } from "@/lib/db";

/** Handles that are looked at: enough to see a host that one account in two thousand is at. */
const SAMPLE = 100_000;
const SMALLEST_SHARE = 1 / 2_000;
const FEWEST_ACCOUNTS = 25;
const MOST_HOSTS = 3;
const FRESH_MS = 6 * 60 * 60_000;

let learnt: { hosts: Promise<string[]>; at: number } | undefined;

/**
 * The hosts under which most accounts of the directory have their handles, the largest first, three at most: names
 * elsewhere are worth asking for under each. Learnt from a sample every six hours; none while the directory is small.
 *
 * @param exceptFor hosts that are known anyway.
 */
export async function largeHosts(exceptFor: readonly string[]): Promise<string[]> {
  if (!learnt || Date.now() - learnt.at > FRESH_MS) {
    const hosts = learnHosts();
    learnt = { hosts, at: Date.now() };
    // What failed is tried again the next time.
    hosts.catch(() => {
      learnt = undefined;
    });
  }
  const hosts = await learnt.hosts;
  return hosts.filter((host) => !exceptFor.includes(host)).slice(0, MOST_HOSTS);
}

/**
 * Raw because it is a sample: whole pages of the table at random, so that it takes as long with forty million accounts as
 * with a hundred thousand. Copies that a bridge makes have the name of another network's server in them, which everybody
 * of that server has: `handleProbes` asks for those by itself.
 */
export async function learnHosts(): Promise<string[]> {
  const [{ rows }] = await db.$queryRaw<[{ rows: number }]>`
    SELECT reltuples::float8 AS rows FROM pg_class WHERE oid = 'directory_accounts'::regclass`;
  const percent = Math.min(100, (100 * SAMPLE) / Math.max(rows, 1));
  const hosts = await db.$queryRaw<{ host: string }[]>`
    WITH sample AS (
      SELECT lower(substring(handle FROM position('.' IN handle) + 1)) AS host
      FROM directory_accounts TABLESAMPLE SYSTEM (${percent}::float4)
      WHERE is_active AND handle IS NOT NULL
      LIMIT ${SAMPLE})
    SELECT host FROM sample
    WHERE host LIKE '%.%' AND host NOT LIKE '%brid.gy'
    GROUP BY host
    HAVING count(*) >= greatest(${FEWEST_ACCOUNTS}, ${SMALLEST_SHARE}::float8 * (SELECT count(*) FROM sample))
    ORDER BY count(*) DESC, host
    LIMIT ${MOST_HOSTS + KNOWN_ANYWAY}`;
  return hosts.map(({ host }) => host);
}

/** Room for those that the settings name. */
const KNOWN_ANYWAY = 20;
