import pg from "pg";
import { addRows, insertMatches, inventName, type Run } from "../review/site";

const NAMES = 50_000;

/** Gives somebody a list of 50,000 names with 60,000 matches, some of them not checked yet. Gives its id. */
export async function addLongList(user: string, databaseUrl: string): Promise<string> {
  process.env.DATABASE_URL = databaseUrl;
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  const run: Run = async (sql, ...values) => (await client.query<{ id: string }>(sql, values)).rows;
  const accounts = await run(
    `INSERT INTO source_accounts (source_platform, original_username, normalized_username, searched_at, found)
     SELECT 'tiktok', name || n, name || n, now(), true
     FROM generate_series(1, $1::int) AS n, LATERAL (SELECT ${inventName("n")} AS name) AS named
     ORDER BY n RETURNING id`,
    NAMES,
  );
  const ids = accounts.map(({ id }) => BigInt(id));
  const account = `${ids[0]} + n - 1`;
  await insertMatches(run, account, NAMES * 0.9);
  await insertMatches(run, account, NAMES * 0.3);
  const [list] = await run(
    `INSERT INTO user_uploads (user_did, source_platform, name, total_users, saved_at)
     VALUES ($1, 'tiktok', 'A long list', $2, now()) RETURNING upload_id AS id`,
    user,
    NAMES,
  );
  const uploadId = list?.id ?? "";
  await addRows(run, { uploadId, user, account, ids });
  await run("VACUUM ANALYZE user_source_follows, atproto_matches, source_accounts");
  await client.end();
  return uploadId;
}
