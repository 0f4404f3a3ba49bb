import type { BenchDatabase } from "../watch/database";
import { chunks } from "../watch/figures";

export const PERSON = "did:plc:bench2222222222222222222";

/** How large the site is that the review is measured in. */
export const size = {
  accounts: 1_000_000,
  names: 50_000,
  matches: 60_000,
  otherLists: 350,
  namesPerOtherList: 2_000,
  otherMatches: 400_000,
};

/**
 * Fills a database with one list of 50,000 names with 60,000 matches, in a site with a million source accounts, 350 other
 * lists and 400,000 other matches. The rows of the list are then settled by the product's own code.
 *
 * @returns the list.
 */
export async function fillSite({ client, dropIndexes }: BenchDatabase): Promise<string> {
  const restore = await dropIndexes("source_accounts", "user_source_follows", "atproto_matches");
  const run = async (sql: string, ...values: unknown[]) => {
    const { rows } = await client.query<{ id: string }>(sql, values);
    return rows;
  };
  await run(
    `INSERT INTO users (did, handle)
     SELECT 'did:plc:other' || n, 'other' || n || '.example' FROM generate_series(1, $1::int) AS n
     UNION ALL SELECT $2, 'bench.example'`,
    size.otherLists,
    PERSON,
  );
  await run(
    `INSERT INTO source_accounts (id, source_platform, original_username, normalized_username, searched_at, found)
     SELECT n, 'instagram', name || n, name || n, now(), n % 3 = 0
     FROM generate_series(1, $1::int) AS n, LATERAL (SELECT ${inventName("n")} AS name) AS named`,
    size.accounts,
  );
  await run(
    `INSERT INTO user_uploads (user_did, source_platform, name, total_users, saved_at, new_since)
     SELECT did, 'instagram', 'A list', CASE did WHEN $1 THEN $2::int ELSE $3::int END, now(),
       now() - interval '5 days' FROM users`,
    PERSON,
    size.names,
    size.namesPerOtherList,
  );
  await run(
    `INSERT INTO user_source_follows (upload_id, source_account_id, user_did, position, username, state, search_text)
     SELECT upload_id, account.id, user_did, n, original_username, 'not_found', original_username
     FROM (SELECT *, row_number() OVER (ORDER BY upload_id) AS place FROM user_uploads WHERE user_did <> $1) AS list
     CROSS JOIN generate_series(1, $2::int) AS n
     JOIN source_accounts AS account ON account.id = 1 + (list.place * 2711 + n * 487) % $3::int`,
    PERSON,
    size.namesPerOtherList,
    size.accounts,
  );
  // 30,000 names of the list have one match, 15,000 have two. Of every twenty accounts one is on the list: its rows lie
  // far apart in the shared tables.
  await insertMatches(run, "n * 20", 45_000);
  await insertMatches(run, "n * 20", size.matches - 45_000);
  await insertMatches(run, `1 + (n * 2) % ${size.accounts}`, size.otherMatches);
  await restore();

  const [list] = await run("SELECT upload_id AS id FROM user_uploads WHERE user_did = $1", PERSON);
  const uploadId = list?.id ?? "";
  // With its triggers: they count.
  await run("SET session_replication_role = origin");
  await addRows(run, { uploadId, user: PERSON, account: "n * 20", ids: accountIds() });
  // Found over a hundred days, of which the last five are new to the person.
  await run(
    `UPDATE user_source_follows SET matched_at = now() - random() * interval '100 days'
     WHERE upload_id = $1 AND matched_at IS NOT NULL`,
    uploadId,
  );
  await run("VACUUM ANALYZE");
  return uploadId;
}

function accountIds() {
  return Array.from({ length: size.names }, (_, n) => BigInt((n + 1) * 20));
}

/** Sends a statement. */
export type Run = (sql: string, ...values: unknown[]) => Promise<{ id: string }[]>;

/** Gives each of so many accounts, by SQL for the id of the n-th, somebody whom it may be. */
export async function insertMatches(run: Run, account: string, count: number) {
  await run(
    `INSERT INTO atproto_matches (source_account_id, atproto_did, atproto_handle, display_name, description, avatar_url,
       post_count, follower_count, traits, last_active_at, match_score, evidence, model_version)
     SELECT ${account}, 'did:plc:' || md5(n::text || random()::text), name || n || '.bsky.social', initcap(name) || ' ' || n,
       'Likes ' || name || ' and long walks.', 'https://cdn.example/' || n,
       (random() * 5000)::int, (random() ^ 4 * 100000)::int, (random() * 31)::int,
       now() - random() * interval '400 days', 20 + (random() * 79)::int, '[{"code": "same-handle", "weight": 4.5}]', 1
     FROM generate_series(1, $1::int) AS n, LATERAL (SELECT ${inventName("n")} AS name) AS named`,
    count,
  );
}

/**
 * Puts accounts on a list, in the order of their ids. One in fifty is not checked yet, the others are as matching leaves
 * them.
 *
 * @param list.account SQL for the id of the n-th.
 */
export async function addRows(
  run: Run,
  list: { uploadId: string; user: string; account: string; ids: bigint[] },
) {
  await run(
    `INSERT INTO user_source_follows (upload_id, source_account_id, user_did, position, username, display_name,
       date_followed, date_precision, search_text)
     SELECT $1::uuid, account.id, $2, n, original_username, initcap(original_username),
       '2015-01-01'::timestamptz + random() * interval '10 years', 'instant', original_username
     FROM generate_series(1, $3::int) AS n JOIN source_accounts AS account ON account.id = ${list.account}`,
    list.uploadId,
    list.user,
    list.ids.length,
  );
  const { db } = await import("@/lib/db");
  const { settle } = await import("@/lib/matching");
  const { user } = list;
  const checked = list.ids.filter((_, n) => n % 50 !== 0);
  for (const accountIds of chunks(checked, 5_000)) {
    await db.$transaction((tx) => settle(tx, { user, accountIds, areChecked: true }), {
      timeout: 120_000,
    });
  }
}

/** SQL for a made-up name of four syllables. */
export function inventName(n: string) {
  const syllables = "ma,le,ko,ri,sa,to,ne,vi,da,lu,ba,he,pi,ro,ke,ju"
    .split(",")
    .map((syllable) => `'${syllable}'`);
  const syllable = (step: number) =>
    `(ARRAY[${syllables}])[1 + (${n}::bigint * ${step} / 7) % ${syllables.length}]`;
  return [3, 11, 17, 29].map(syllable).join(" || ");
}
