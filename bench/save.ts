// How fast a list is saved, beside the way of the original ATlast on its own tables, on one PostgreSQL, in turn.
//   npm run bench:save
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { monitorEventLoopDelay } from "node:perf_hooks";
import pg from "pg";
import { createDatabase, deployMigrations } from "@/scripts/database";
import { startEmbeddedPostgres } from "@/scripts/embedded-postgres";
import { inventNames } from "./save/names";
import { SEED_TABLES, saveAsSeed } from "./save/seed-way";

const KNOWN = 1_000_000;
const SIZES = [1_000, 10_000, 100_000];
const RUNS = 3;
const USER = "did:plc:bench";
const PLATFORM = "instagram";
const NOTHING_ELSE = { displayName: null, profileUrl: null, followedAt: null, externalId: null };

type Figure = { milliseconds: number; roundTrips: number; wal: number; stall: number };

const folder = mkdtempSync(join(tmpdir(), "bench-save-"));
const server = await startEmbeddedPostgres({ folder, fresh: true });
try {
  await createDatabase(server.urlOf("postgres"), "bench");
  process.env.DATABASE_URL = server.urlOf("bench");
  await deployMigrations(server.urlOf("bench"));
  const pool = new pg.Pool({ connectionString: server.urlOf("bench"), max: 2 });
  await measureAll(pool);
  await pool.end();
  const { db } = await import("@/lib/db");
  await db.$disconnect();
} finally {
  await server.stop();
  rmSync(folder, { recursive: true });
}
process.exit(0);

async function measureAll(pool: pg.Pool) {
  const trips = countRoundTrips();
  const known = inventNames(KNOWN, 1);
  console.log(`${KNOWN.toLocaleString("en")} accounts are known; half of each list is.`);
  await fill(pool, known);

  const ways = { seed: seedWay(pool), ours: await ourWay(), prisma: await prismaWay() };
  let seed = 2;
  for (const size of SIZES) {
    const figures: Record<string, Figure[]> = {};
    for (let run = 0; run < RUNS; run++) {
      for (const [name, save] of Object.entries(ways)) {
        const names = mix(known, inventNames(size / 2, seed++), size);
        const figure = await measure(pool, trips, () => save(names));
        figures[name] = [...(figures[name] ?? []), figure];
      }
    }
    report(size, figures);
    await fileNames(size * RUNS);
  }
  await saveAtOnce(pool);
}

/** Both schemas hold the same names. */
async function fill(pool: pg.Pool, known: string[]) {
  await pool.query(SEED_TABLES);
  await pool.query("INSERT INTO users (did, handle) VALUES ($1, 'bench.example')", [USER]);
  const plain = known.map((name) => name.replace(/[._-]/g, ""));
  for (const table of ["source_accounts", "seed.source_accounts"]) {
    await pool.query(
      `INSERT INTO ${table} (source_platform, original_username, normalized_username)
       SELECT $1, * FROM unnest($2::text[], $3::text[])`,
      [PLATFORM, known, plain],
    );
  }
  await fileKnown(pool);
  await pool.query("VACUUM ANALYZE");
}

/** Accounts that are known have been filed when they were saved first. */
async function fileKnown(pool: pg.Pool) {
  const { db } = await import("@/lib/db");
  const { fileSourceKeys } = await import("@/lib/matching");
  await db.keyFiling.deleteMany();
  await fileSourceKeys(new Date(Date.now() + 600_000), new AbortController().signal);
  await pool.query("SELECT merge_pending_names()");
}

function seedWay(pool: pg.Pool) {
  return (names: string[]) => saveAsSeed(pool, PLATFORM, names);
}

/** The whole way of a list through the front door: announced, its parts taken in, the rest saved with them. */
async function ourWay() {
  const { addImportPart, beginImport, finishImport, NAMES_PER_PART } = await import(
    "@/lib/imports"
  );
  const user = USER as Parameters<typeof beginImport>[0];
  return async (names: string[]) => {
    const uploadId = await beginImport(user, { platform: PLATFORM, name: "Bench" });
    let follows = names.map((username) => ({ ...NOTHING_ELSE, username }));
    let part = 0;
    for (; follows.length > NAMES_PER_PART; follows = follows.slice(NAMES_PER_PART)) {
      await addImportPart(user, uploadId, { part, follows: follows.slice(0, NAMES_PER_PART) });
      part += 1;
    }
    const saved = await finishImport(user, uploadId, part, follows);
    if (!saved.ok || saved.total !== names.length) throw new Error("The list was not saved.");
  };
}

/** The same rows by Prisma's own bulk calls: what set-based statements save in the client. */
async function prismaWay() {
  const { db } = await import("@/lib/db");
  return async (names: string[]) => {
    const { uploadId } = await db.userUpload.create({
      data: { userDid: USER, sourcePlatform: PLATFORM, name: "Bench" },
    });
    const accounts = names.map((name) => ({
      sourcePlatform: PLATFORM,
      originalUsername: name,
      normalizedUsername: name.replace(/[._-]/g, ""),
    }));
    await db.sourceAccount.createMany({ data: accounts, skipDuplicates: true });
    const saved = await db.sourceAccount.findMany({
      where: { sourcePlatform: PLATFORM, originalUsername: { in: names } },
      select: { id: true, originalUsername: true },
    });
    await db.userSourceFollow.createMany({
      data: saved.map(({ id, originalUsername }, position) => ({
        uploadId,
        sourceAccountId: id,
        userDid: USER,
        position,
        username: originalUsername,
        searchText: originalUsername,
      })),
    });
  };
}

/**
 * What a save leaves to the background, and the original does not do at all: the keys by which names are found that turn
 * up later, and the merge of what waits for the index of trigrams.
 */
async function fileNames(names: number) {
  const { indexNewNames } = await import("@/lib/imports");
  const begun = performance.now();
  await indexNewNames();
  const each = ((performance.now() - begun) * 1000) / names;
  console.log(`left to the background: ${each.toFixed(0)} µs a name`);
}

/** Half of the names are known, in an order that no index has. */
function mix(known: string[], fresh: string[], size: number): string[] {
  const step = Math.floor(known.length / (size / 2));
  return fresh.flatMap((name, place) => [name, known[place * step] ?? name]);
}

async function measure(pool: pg.Pool, trips: { count: number }, save: () => Promise<unknown>) {
  await pool.query("CHECKPOINT");
  const delay = monitorEventLoopDelay({ resolution: 1 });
  const wal = await walPosition(pool);
  trips.count = 0;
  delay.enable();
  const begun = performance.now();
  await save();
  const milliseconds = performance.now() - begun;
  delay.disable();
  const roundTrips = trips.count;
  return {
    milliseconds,
    roundTrips,
    wal: (await walPosition(pool)) - wal,
    stall: delay.max / 1e6,
  };
}

async function walPosition(pool: pg.Pool): Promise<number> {
  const { rows } = await pool.query<{ bytes: string }>(
    "SELECT pg_current_wal_lsn() - '0/0'::pg_lsn AS bytes",
  );
  return Number(rows[0]?.bytes);
}

/** Every statement of this process, whatever library sends it, goes through here: each waits for its answer. */
function countRoundTrips() {
  const trips = { count: 0 };
  const { query } = pg.Client.prototype;
  pg.Client.prototype.query = function (this: pg.Client, ...args: unknown[]) {
    trips.count++;
    return Reflect.apply(query, this, args);
  } as typeof query;
  return trips;
}

function report(size: number, figures: Record<string, Figure[]>) {
  const seed = median(figures.seed ?? [], "milliseconds");
  console.log(`\n${size.toLocaleString("en")} names (median of ${RUNS})`);
  console.table(
    Object.fromEntries(
      Object.entries(figures).map(([name, runs]) => [
        name,
        {
          ms: Math.round(median(runs, "milliseconds")),
          "rows/s": Math.round((size * 1000) / median(runs, "milliseconds")),
          "× seed": (seed / median(runs, "milliseconds")).toFixed(2),
          "round trips": median(runs, "roundTrips"),
          "WAL MB": Math.round(median(runs, "wal") / 1e6),
          "event loop stall ms": Math.round(median(runs, "stall")),
        },
      ]),
    ),
  );
}

function median(figures: Figure[], what: keyof Figure): number {
  return figures.map((figure) => figure[what]).sort((a, b) => a - b)[figures.length >> 1] ?? 0;
}

/** Two people save the same new names at once, in opposite orders: does each have all of them? */
async function saveAtOnce(pool: pg.Pool) {
  const save = await ourWay();
  const names = inventNames(20_000, 99);
  await Promise.all([save(names), save(names.toReversed())]);
  const { rows } = await pool.query<{ links: number }>(
    `SELECT count(*)::int AS links FROM user_uploads JOIN user_source_follows USING (upload_id)
     JOIN source_accounts ON id = source_account_id WHERE original_username = ANY ($1)
     GROUP BY upload_id`,
    [names],
  );
  console.log(
    `\n20,000 names saved twice at once: ${rows.map(({ links }) => links).join(" and ")}`,
  );
}
