// How much room in the database a name on a list takes, and what goes with it: 200 people with a list of 5,000 names each,
// half of whose names others have too, and half of which have a match.
//   npm run bench:sizes
import { startBenchDatabase } from "./watch/database";
import { show } from "./watch/figures";

const PEOPLE = 200;
const NAMES = 5_000;

const database = await startBenchDatabase();
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
  await database.client.query("SET session_replication_role = origin");
  // Loaded after the database is there.
  const { addImportPart, beginImport, finishImport, indexNewNames, NAMES_PER_PART } = await import(
    "@/lib/imports"
  );
  const begun = performance.now();
  for (let person = 0; person < PEOPLE; person++) {
    const did = `did:plc:${String(person).padStart(24, "a")}` as Parameters<typeof beginImport>[0];
    await database.client.query("INSERT INTO users (did, handle) VALUES ($1, $2)", [
      did,
      `person${person}.example`,
    ]);
    const uploadId = await beginImport(did, { platform: "instagram", name: "A list" });
    const names = Array.from({ length: NAMES }, (_, n) => nameOf(person, n));
    let part = 0;
    for (let start = 0; start < NAMES; start += NAMES_PER_PART) {
      const follows = names.slice(start, start + NAMES_PER_PART).map((username) => ({
        username,
        displayName: null,
        profileUrl: `https://www.instagram.com/${username}`,
        followedAt: "2024-05-01T12:00:00Z",
        externalId: null,
      }));
      await addImportPart(did, uploadId, { part, follows });
      part += 1;
    }
    await finishImport(did, uploadId, part);
  }
  await indexNewNames();
  const seconds = (performance.now() - begun) / 1000;
  await match();
  await database.client.query("VACUUM (FULL, ANALYZE)");

  const { rows } = await database.client.query<{ name: string; rows: number; bytes: number }>(
    `SELECT relname AS name, reltuples::float8 AS rows, pg_total_relation_size(oid)::float8 AS bytes
     FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace AND reltuples > 1000
     ORDER BY bytes DESC`,
  );
  console.log(
    `${PEOPLE} lists of ${NAMES.toLocaleString("en")} names, saved in ${seconds.toFixed(0)} s by one process`,
  );
  for (const { name, rows: count, bytes } of rows) {
    show(name, `${Math.round(bytes / count)} bytes a row, ${count.toLocaleString("en")} rows`);
  }
  const all = rows.reduce((sum, { bytes }) => sum + bytes, 0);
  show("in all, with indexes", `${Math.round(all / (PEOPLE * NAMES))} bytes a name on a list`);
}

/** Half of the names of a list are on other lists too. */
function nameOf(person: number, n: number) {
  const number = n % 2 === 0 ? (person * 7919 + n * 31) % (PEOPLE * 500) : person * NAMES + n + 1e7;
  const syllables = ["ma", "le", "ko", "ri", "sa", "to", "ne", "vi", "da", "lu"];
  const word = [...String(number)].map((digit) => syllables[Number(digit)]).join("");
  return `${word.slice(0, 8)}.${number}`;
}

/** As matching leaves half of the names: one account each, with evidence. */
async function match() {
  await database.client.query(
    `INSERT INTO atproto_matches (source_account_id, atproto_did, atproto_handle, display_name, description, avatar_url,
       post_count, follower_count, match_score, evidence, model_version)
     SELECT id, 'did:plc:' || left(md5(id::text), 24), original_username || '.bsky.social', initcap(normalized_username),
       repeat('Likes books and long walks. ', 3), 'https://cdn.example/img/avatar/plain/' || md5(id::text), 100, 200, 90,
       '[{"code": "same-handle", "weight": 4.5}, {"code": "rare-name", "weight": 2.25}]', 1
     FROM source_accounts WHERE id % 2 = 0`,
  );
  const { db } = await import("@/lib/db");
  const { settle } = await import("@/lib/matching");
  await database.client.query("UPDATE source_accounts SET searched_at = now(), found = id % 2 = 0");
  for (const { did } of await db.user.findMany({ select: { did: true } })) {
    const rows = await db.userSourceFollow.findMany({
      where: { userDid: did },
      select: { sourceAccountId: true },
    });
    const accountIds = rows.map(({ sourceAccountId }) => sourceAccountId);
    await db.$transaction((tx) => settle(tx, { user: did, accountIds, areChecked: true }), {
      timeout: 120_000,
    });
  }
}
