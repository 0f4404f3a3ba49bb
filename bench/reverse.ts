// How fast accounts that turn up are matched with those who wait, and how many of them are found, by how their name
// differs, beside the trigram index at 0.3. On one connection, so that every figure is one core's.
//   npm run bench:reverse -- [NAMES...] [--pairs FOLDER] [--keep FOLDER]
// --pairs: a folder with real pairs, dev.csv and handles.csv; --keep: where filled databases stay for the next run.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import Papa from "papaparse";
import { randomFrom } from "@/e2e/network/world/random";
import { type BenchDatabase, startBenchDatabase } from "./watch/database";
import { chunks, quantile, runSelf, show, sum, timeEach } from "./watch/figures";
import { type Elsewhere, type Handle, inventName, variations, vary } from "./watch/names";

const BATCH = 1_000;
const BATCHES = 20;
const SINGLES = 500;
const PER_LIST = 5_000;
const PER_VARIATION = 200;
const TRIGRAM_SAMPLE = 40;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { pairs: { type: "string" }, keep: { type: "string" }, only: { type: "string" } },
});
const [size = ""] = positionals;
if (values.only === "names") {
  const kept = values.keep && join(values.keep, `reverse-${size}`);
  await withDatabase(kept, (database) => measure(database, Number(size)));
} else if (values.only === "pairs") {
  await withDatabase(undefined, (database) => measureRealPairs(database, values.pairs ?? ""));
} else {
  // Each in a process of its own: a process has one database.
  const keep = values.keep ? ["--keep", values.keep] : [];
  const sizes = positionals.length > 0 || values.pairs ? positionals : ["100000", "1000000"];
  for (const size of sizes) runSelf("--only", "names", size, ...keep);
  if (values.pairs) runSelf("--only", "pairs", "--pairs", values.pairs);
}

async function withDatabase(
  keep: string | undefined,
  work: (database: BenchDatabase) => Promise<void>,
) {
  const database = await startBenchDatabase({}, keep);
  try {
    await work(database);
  } finally {
    await database.stop();
  }
  process.exit(0);
}

async function measure(database: BenchDatabase, size: number) {
  const begun = Date.now();
  const picked = await database.filled(() => fill(database, size));
  console.log(`${size} names wait (filled in ${Math.round((Date.now() - begun) / 1000)} s)`);
  // Loaded after the database is there.
  const { findPairs } = await import("../lib/matching/reverse/pairs");
  const { listPromising } = await import("../lib/matching/reverse/promising");
  const { hearOfActors } = await import("@/lib/matching");
  const { db } = await import("@/lib/db");

  const random = randomFrom("accounts");
  const accounts = Array.from({ length: BATCH * BATCHES }, (_, place) => {
    const known = picked[place % picked.length] as Picked;
    const variation = random.pick(variations);
    const varied = random.next() < 0.3 ? vary(known, variation, random) : null;
    return entryOf(place, varied ?? strangerOf(random));
  });
  await findPairs(db, accounts.slice(0, BATCH));

  let pairs = 0;
  const times = await timeEach(chunks(accounts, BATCH), async (batch) => {
    const found = await findPairs(db, batch);
    pairs += listPromising(found).length;
  });
  show("matched and scored, batches of 1,000", `${perSecond(accounts.length, times)} accounts/s`);
  show("a batch, p50 / p95", milliseconds(times));
  show("promising pairs an account", (pairs / accounts.length).toFixed(2));
  const singles = await timeEach(accounts.slice(0, SINGLES), (one) => findPairs(db, [one]));
  show("one account alone, p50 / p95", milliseconds(singles));
  const kept = await timeEach(chunks(accounts, BATCH).slice(0, 10), (batch) =>
    db.$transaction(
      (tx) =>
        hearOfActors(
          tx,
          batch.map(({ createdAt: _, ...change }) => change),
        ),
      { timeout: 60_000 },
    ),
  );
  show("and kept in the directory", `${perSecond(10 * BATCH, kept)} accounts/s`);

  await measureRecall(database, picked);
}

type Picked = Elsewhere & { id: number };

async function measureRecall({ client }: BenchDatabase, picked: Picked[]) {
  const { findPairs, findSimilar } = await import("../lib/matching/reverse/pairs");
  const { listPromising } = await import("../lib/matching/reverse/promising");
  const { db } = await import("@/lib/db");
  const random = randomFrom("recall");
  console.log("  found of those who vary:            by keys   + similar   trigrams at 0.3 (rows)");
  await client.query("SET pg_trgm.similarity_threshold = 0.3");
  const byTrigrams: number[] = [];
  for (const variation of variations) {
    const cases = picked
      .flatMap((known) => {
        const handle = vary(known, variation, random);
        return handle ? [{ known, handle }] : [];
      })
      .slice(0, PER_VARIATION);
    const actors = cases.map(({ handle }, place) => entryOf(place, handle));
    const byKey = new Set(
      (await findPairs(db, actors)).map(({ actor, accountId }) => `${actor.did} ${accountId}`),
    );
    const isFound = (place: number) => byKey.has(`${actors[place]?.did} ${cases[place]?.known.id}`);
    const left = actors.filter((_, place) => !isFound(place)).slice(0, TRIGRAM_SAMPLE);
    const similar = await db.$transaction((tx) => findSimilar(tx, left), { timeout: 600_000 });
    const bySimilar = listPromising(similar).filter(({ actor, accountId }) =>
      cases.some(
        ({ known }, place) => known.id === Number(accountId) && actors[place]?.did === actor.did,
      ),
    ).length;
    const keys = cases.filter((_, place) => isFound(place)).length / cases.length;
    const more = left.length > 0 ? (1 - keys) * (bySimilar / left.length) : 0;

    let [hits, rows] = [0, 0];
    const sample = cases.slice(0, TRIGRAM_SAMPLE);
    const times = await timeEach(sample, async ({ known, handle }) => {
      const label = handle.handle.split(".")[0]?.replace(/-/g, "");
      const { rows: alike } = await client.query<{ id: string }>(
        "SELECT id FROM source_accounts WHERE normalized_username % $1",
        [label],
      );
      rows += alike.length;
      if (alike.some(({ id }) => Number(id) === known.id)) hits += 1;
    });
    byTrigrams.push(...times);
    console.log(
      `    ${variation.padEnd(30)} ${keys.toFixed(2).padStart(8)} ${(keys + more).toFixed(2).padStart(11)} ` +
        `${(hits / sample.length).toFixed(2).padStart(11)} (${Math.round(rows / sample.length)})`,
    );
  }
  show("one account by trigrams at 0.3, p50 / p95", milliseconds(byTrigrams));
}

/** Real people who have an account on both sides, against every handle of a crawl. */
async function measureRealPairs(database: BenchDatabase, path: string) {
  const people = readCsv(path, "dev.csv");
  const known = new Map<string, Elsewhere & { id: number; handles: Set<string> }>();
  for (const row of people) {
    const username = row.source_username?.toLowerCase() ?? "";
    const platform = row.source_platform ?? "";
    const key = `${platform}/${username}`;
    const one = known.get(key) ?? {
      id: known.size + 1,
      platform,
      username,
      displayName: row.source_display_name || null,
      handles: new Set<string>(),
    };
    one.handles.add(row.bsky_handle?.toLowerCase() ?? "");
    known.set(key, one);
  }
  await fillWith(database, [...known.values()]);
  const { findPairs } = await import("../lib/matching/reverse/pairs");
  const { db } = await import("@/lib/db");
  const handles = new Map<string, string | null>();
  for (const row of readCsv(path, "handles.csv")) {
    handles.set(row.handle?.toLowerCase() ?? "", row.display_name || null);
  }
  for (const row of people) {
    handles.set(row.bsky_handle?.toLowerCase() ?? "", row.bsky_display_name || null);
  }
  const actors = [...handles].map(([handle, displayName], place) =>
    entryOf(place, { handle, displayName, description: null }),
  );
  const found = new Set<string>();
  let pairs = 0;
  for (const batch of chunks(actors, BATCH)) {
    for (const { actor, accountId } of await findPairs(db, batch)) {
      pairs += 1;
      found.add(`${accountId} ${actor.handle}`);
    }
  }
  const right = [...known.values()].filter(({ id, handles: own }) =>
    [...own].some((handle) => found.has(`${id} ${handle}`)),
  );
  console.log(`${known.size} real names against ${actors.length} handles`);
  show("recall", (right.length / known.size).toFixed(3));
  show("candidates a name", (pairs / known.size).toFixed(2));
}

function readCsv(path: string, file: string) {
  const text = readFileSync(join(path, file), "utf8");
  return Papa.parse<Record<string, string>>(text, { header: true, skipEmptyLines: true }).data;
}

/** Names that wait, on the lists of some people. Gives some of them. */
async function fill(database: BenchDatabase, size: number): Promise<Picked[]> {
  const random = randomFrom("names");
  const every = Math.max(1, Math.floor(size / 5_000));
  const picked: Picked[] = [];
  const taken = new Set<string>();
  function* names() {
    for (let id = 1; id <= size; ) {
      const name = inventName(random);
      const key = `${name.platform}/${name.username}`;
      // Of common names there are many accounts, each with something of its own behind it.
      const own = taken.has(key) ? { ...name, username: `${name.username}${id}` } : name;
      taken.add(`${own.platform}/${own.username}`);
      if (id % every === 0) picked.push({ ...own, id });
      yield { ...own, id };
      id += 1;
    }
  }
  await fillWith(database, names());
  return picked;
}

async function fillWith(database: BenchDatabase, names: Iterable<Picked>) {
  const { blockingKeys, normalizeUsername } = await import("../lib/matching/names");
  const { client } = database;
  const tables = ["source_accounts", "source_keys", "user_source_follows"];
  const restore = await database.dropIndexes(...tables);
  await client.query(
    "CREATE UNLOGGED TABLE filling (id bigint, platform text, username text, plain text, name text, keys text)",
  );
  function* rows() {
    for (const name of names) {
      const { id, platform, username, displayName } = name;
      const keys = [...new Set([...blockingKeys({ username }), ...blockingKeys(name)])];
      yield [id, platform, username, normalizeUsername(username), displayName, keys.join(" ")];
    }
  }
  await database.copy("filling", "id, platform, username, plain, name, keys", rows());
  await client.query(
    `INSERT INTO source_accounts (id, source_platform, original_username, normalized_username, searched_at)
     SELECT id, platform, username, plain, now() FROM filling`,
  );
  await client.query(
    `INSERT INTO source_keys (key, source_account_id)
     SELECT DISTINCT hashtextextended(key, 0), id FROM filling, string_to_table(keys, ' ') AS key`,
  );
  await client.query(
    `WITH lists AS (
       SELECT number, 'did:plc:bench' || number AS owner, gen_random_uuid() AS upload
       FROM (SELECT DISTINCT id / ${PER_LIST} AS number FROM filling) AS numbers
     ), people AS (
       INSERT INTO users (did, handle) SELECT owner, 'bench' || number || '.test' FROM lists
     ), uploads AS (
       INSERT INTO user_uploads (upload_id, user_did, source_platform, name)
       SELECT upload, owner, 'instagram', 'A list' FROM lists
     )
     INSERT INTO user_source_follows (upload_id, source_account_id, user_did, position, username, display_name, state)
     SELECT upload, id, owner, id % ${PER_LIST}, username, name, 'not_found'
     FROM filling JOIN lists ON number = id / ${PER_LIST}`,
  );
  await client.query("DROP TABLE filling");
  await restore();
}

function strangerOf(random: ReturnType<typeof randomFrom>): Handle {
  const { username, displayName } = inventName(random);
  const label = username.replace(/[._]/g, "").slice(0, 60);
  return { handle: `${label}.bsky.social`, displayName, description: null };
}

function entryOf(place: number, handle: Handle) {
  const did = `did:plc:${String(place).padStart(24, "a")}`;
  return { did, labels: [] as string[], createdAt: null, isActive: true, ...handle };
}

function perSecond(count: number, times: number[]) {
  return Math.round(count / (sum(times) / 1000)).toLocaleString("en");
}

function milliseconds(times: number[]) {
  return `${quantile(times, 0.5).toFixed(1)} / ${quantile(times, 0.95).toFixed(1)} ms`;
}
