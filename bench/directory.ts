// How long the directory takes to say who 5,000 names may be, with scores, on one connection.
//   npm run bench:directory -- [ACCOUNTS...] [--keep FOLDER]      (--keep: where filled databases stay for the next run)
import { join } from "node:path";
import { parseArgs } from "node:util";
import { randomFrom } from "@/e2e/network/world/random";
import { type BenchDatabase, startBenchDatabase } from "./watch/database";
import { quantile, runSelf, show, timeEach } from "./watch/figures";
import { type Elsewhere, inventName, variations, vary } from "./watch/names";

const NAMES = 5_000;
const ROUNDS = 10;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { keep: { type: "string" }, only: { type: "string" } },
});
if (values.only) {
  const kept = values.keep && join(values.keep, `directory-${values.only}`);
  const database = await startBenchDatabase({}, kept);
  try {
    await measure(database, Number(values.only));
  } finally {
    await database.stop();
  }
  process.exit(0);
}
// Each in a process of its own: a process has one database.
const keep = values.keep ? ["--keep", values.keep] : [];
for (const size of positionals.length > 0 ? positionals : ["100000", "1000000"]) {
  runSelf("--only", size, ...keep);
}

async function measure(database: BenchDatabase, size: number) {
  const begun = Date.now();
  const known = await database.filled(() => fill(database, size));
  console.log(`${size} accounts are listed (in ${Math.round((Date.now() - begun) / 1000)} s)`);
  // Loaded after the database is there.
  const { findListed } = await import("../lib/matching/listed");
  const { searchDirectory } = await import("@/lib/directory");
  const random = randomFrom("brought");
  // Half of them are there by some variation of their name, as far as anybody knows.
  const lists = Array.from({ length: ROUNDS }, (_, round) =>
    Array.from({ length: NAMES }, (_, place) => {
      const own = known[(round * NAMES + place) % known.length];
      const { platform, username, displayName } =
        own && random.next() < 0.5 ? own : inventName(random);
      return { platform, username, displayName: displayName ?? undefined };
    }),
  );
  let candidates = 0;
  const times = await timeEach(lists, async (list) => {
    const found = await findListed(list);
    candidates += found.reduce((count, dids) => count + dids.length, 0);
  });
  const [p50, p95] = [quantile(times, 0.5), quantile(times, 0.95)];
  show("5,000 names, found and scored, p50 / p95", `${Math.round(p50)} / ${Math.round(p95)} ms`);
  show("candidates a name", (candidates / ROUNDS / NAMES).toFixed(2));
  const typed = lists[0]?.slice(0, 50).map(({ username }) => username) ?? [];
  const searches = await timeEach(typed, (text) => searchDirectory(text, 10));
  show(
    "a name that somebody types, p50 / p95",
    `${quantile(searches, 0.5).toFixed(1)} / ${quantile(searches, 0.95).toFixed(1)} ms`,
  );
}

/** Accounts by variations of names elsewhere. Gives these names. */
async function fill(database: BenchDatabase, size: number): Promise<Elsewhere[]> {
  const { keysOfActor } = await import("@/lib/matching");
  const { client } = database;
  const random = randomFrom("accounts");
  const restore = await database.dropIndexes("directory_accounts", "directory_keys");
  await client.query(
    "CREATE UNLOGGED TABLE filling (id bigint, did text, handle text, name text, bio text, keys text)",
  );
  const every = Math.max(1, Math.floor(size / (ROUNDS * NAMES)));
  const known: Elsewhere[] = [];
  function* rows() {
    for (let id = 1; id <= size; id += 1) {
      const name = inventName(random);
      const account = vary(name, random.pick(variations), random) ?? vary(name, "same", random);
      if (!account) continue;
      if (id % every === 0) known.push(name);
      const did = `did:plc:${String(id).padStart(24, "a")}`;
      const { handle, displayName, description } = account;
      const labels: string[] = [];
      const keys = keysOfActor({ did, labels, createdAt: null, isActive: true, ...account });
      yield [id, did, handle, displayName, description, keys.join(" ")];
    }
  }
  await database.copy("filling", "id, did, handle, name, bio, keys", rows());
  await client.query(
    `INSERT INTO directory_accounts (id, did, handle, display_name, description)
     SELECT id, did, handle, name, bio FROM filling`,
  );
  await client.query(
    `INSERT INTO directory_keys (key, account_id)
     SELECT DISTINCT hashtextextended(key, 0), id FROM filling, string_to_table(keys, ' ') AS key`,
  );
  await client.query("DROP TABLE filling");
  await restore();
  return known;
}
