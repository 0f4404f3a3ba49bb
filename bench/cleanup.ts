// How long the cleanup of three million expired rows takes, how long its longest batch is, and what people who sign in
// meanwhile notice of it.
//   npm run bench:cleanup
import { randomUUID } from "node:crypto";
import { hashToken } from "@/lib/secrets";
import { startBenchDatabase } from "./watch/database";
import { quantile, show } from "./watch/figures";

const EXPIRED = 1_000_000;
const LIVING = 100_000;
const PEOPLE_AT_ONCE = 4;
const QUIET_MS = 5_000;
const PERSON = "did:plc:bench2222222222222222222";

// As a server keeps them; and vacuumed by itself, as every server is.
const database = await startBenchDatabase({
  fsync: "on",
  full_page_writes: "on",
  autovacuum: "on",
});
try {
  await measure();
} finally {
  await database.stop();
}
process.exit(0);

async function measure() {
  Object.assign(process.env, {
    PUBLIC_URL: "http://127.0.0.1:3000",
    ENCRYPTION_KEYS: `bench:${Buffer.alloc(32, 7).toString("base64url")}`,
    AUTH_SECRET: "a secret of a bench, which is long enough",
  });
  await fill();
  console.log(
    `${EXPIRED.toLocaleString("en")} expired and ${LIVING.toLocaleString("en")} living rows each of sign-ins under way, ` +
      `sessions and notifications; ${PEOPLE_AT_ONCE} people sign in all the time`,
  );
  // Loaded after the database is there.
  const { cleanupTransientData } = await import("@/lib/cleanup");
  const quiet = await signInDuring(() => new Promise((resolve) => setTimeout(resolve, QUIET_MS)));

  const batches: number[] = [];
  let removed = 0;
  const begun = performance.now();
  const busy = await signInDuring(async () => {
    for (let isFinished = false; !isFinished; ) {
      const from = performance.now();
      // A deadline that comes within the first batch: one batch a call.
      const batch = await cleanupTransientData(new Date(Date.now() + 1));
      batches.push(performance.now() - from);
      removed += Object.values(batch.removed).reduce((sum, rows) => sum + rows, 0);
      ({ isFinished } = batch);
    }
  });
  const seconds = (performance.now() - begun) / 1000;
  show("rows removed", removed.toLocaleString("en"));
  show(
    "seconds",
    `${seconds.toFixed(1)} (${Math.round(removed / seconds).toLocaleString("en")} rows/s)`,
  );
  show("batches, ms (p50 / p95 / longest)", spread(batches));
  show("a sign-in's statements before, ms", spread(quiet));
  show("a sign-in's statements meanwhile, ms", spread(busy));

  const idle = [];
  for (let n = 0; n < 20; n++) {
    const from = performance.now();
    await cleanupTransientData(new Date(Date.now() + 60_000));
    idle.push(performance.now() - from);
  }
  show("a run that finds nothing, ms", spread(idle));
}

async function fill() {
  const { client } = database;
  const rows = EXPIRED + LIVING;
  await client.query("INSERT INTO users (did, handle) VALUES ($1, 'bench.example')", [PERSON]);
  const old = (interval: string) =>
    `now() - CASE WHEN n <= ${EXPIRED} THEN interval '${interval}' ELSE '0' END`;
  await client.query(
    `INSERT INTO oauth_states (state, value, created_at)
     SELECT md5(n::text), decode(repeat('ab', 400), 'hex'), ${old("2 hours")} FROM generate_series(1, ${rows}) AS n`,
  );
  await client.query(
    `INSERT INTO user_sessions (session_id, did, fingerprint, expires_at)
     SELECT md5(n::text) || md5(n::text), $1, 'Firefox on Linux',
       now() + CASE WHEN n <= ${EXPIRED} THEN interval '-1 day' ELSE '20 days' END FROM generate_series(1, ${rows}) AS n`,
    [PERSON],
  );
  await client.query(
    `INSERT INTO notification_queue (user_did, match_id, channel, status, created_at)
     SELECT $1, n, 'in_app', CASE WHEN n % 5 = 0 THEN 'failed' ELSE 'sent' END::notification_status, ${old("40 days")}
     FROM generate_series(1, ${rows}) AS n`,
    [PERSON],
  );
  await client.query("VACUUM ANALYZE");
}

/** Milliseconds that the statements of each sign-in took which was made while the work went on. */
async function signInDuring(work: () => Promise<unknown>) {
  const times: number[] = [];
  let isOver = false;
  const people = Array.from({ length: PEOPLE_AT_ONCE }, async () => {
    while (!isOver) {
      const from = performance.now();
      await signIn();
      times.push(performance.now() - from);
    }
  });
  await work();
  isOver = true;
  await Promise.all(people);
  return times;
}

/** What a sign-in and the first page after it ask of the tables that the cleanup works on. */
async function signIn() {
  const { db } = await import("@/lib/db");
  const [state, sessionId] = [randomUUID(), hashToken(randomUUID())];
  await db.oauthState.create({ data: { state, value: Buffer.alloc(400) } });
  await db.oauthState.delete({ where: { state } });
  const expiresAt = new Date(Date.now() + 30 * 24 * 60 * 60_000);
  await db.userSession.create({
    data: { sessionId, did: PERSON, fingerprint: "A bench", expiresAt },
  });
  await db.userSession.findUnique({ where: { sessionId }, include: { user: true } });
}

function spread(times: number[]) {
  const parts = [quantile(times, 0.5), quantile(times, 0.95), Math.max(...times)];
  return parts.map((time) => time.toFixed(1)).join(" / ");
}
