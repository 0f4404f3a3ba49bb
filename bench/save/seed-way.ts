import type pg from "pg";

/**
 * The tables of the original ATlast that a save touches, with their indexes and keys, in a schema of their own: what
 * this project's way of saving is measured against.
 */
export const SEED_TABLES = `
  CREATE SCHEMA seed;
  CREATE TABLE seed.user_uploads (
    upload_id uuid PRIMARY KEY DEFAULT uuid_generate_v4(),
    user_did text NOT NULL,
    source_platform text NOT NULL,
    created_at timestamp NOT NULL DEFAULT now(),
    total_users integer NOT NULL DEFAULT 0,
    matched_users integer NOT NULL DEFAULT 0,
    unmatched_users integer NOT NULL DEFAULT 0);
  CREATE INDEX ON seed.user_uploads (user_did, created_at DESC);
  CREATE TABLE seed.source_accounts (
    id serial PRIMARY KEY,
    source_platform text NOT NULL,
    original_username text NOT NULL,
    normalized_username text NOT NULL,
    date_on_source timestamp,
    created_at timestamp NOT NULL DEFAULT now(),
    UNIQUE (source_platform, normalized_username));
  CREATE INDEX ON seed.source_accounts (source_platform);
  CREATE INDEX ON seed.source_accounts USING gin (normalized_username gin_trgm_ops);
  CREATE TABLE seed.user_source_follows (
    id serial PRIMARY KEY,
    upload_id uuid NOT NULL REFERENCES seed.user_uploads ON DELETE CASCADE,
    user_did text NOT NULL,
    source_account_id integer NOT NULL REFERENCES seed.source_accounts ON DELETE CASCADE,
    created_at timestamp NOT NULL DEFAULT now(),
    UNIQUE (upload_id, source_account_id));
  CREATE INDEX ON seed.user_source_follows (user_did);
  CREATE INDEX ON seed.user_source_follows (source_account_id);`;

const CHUNK = 1_000;

/**
 * Saves a list as the original does, in chunks so that lists of over 21,845 names do not break it: VALUES lists, DO
 * UPDATE of the names that are known, ids read back, links inserted.
 */
export async function saveAsSeed(pool: pg.Pool, platform: string, names: string[]) {
  const upload = await pool.query<{ id: string }>(
    "INSERT INTO seed.user_uploads (user_did, source_platform, total_users) VALUES ($1, $2, $3) RETURNING upload_id AS id",
    ["did:plc:bench", platform, names.length],
  );
  const uploadId = upload.rows[0]?.id;
  for (let start = 0; start < names.length; start += CHUNK) {
    const chunk = names.slice(start, start + CHUNK);
    const saved = await pool.query<{ id: number }>(
      `INSERT INTO seed.source_accounts (source_platform, original_username, normalized_username)
       VALUES ${placeholders(chunk.length, 3)}
       ON CONFLICT (source_platform, normalized_username)
       DO UPDATE SET original_username = excluded.original_username RETURNING id, normalized_username`,
      chunk.flatMap((name) => [platform, name, name.replace(/[._-]/g, "")]),
    );
    await pool.query(
      `INSERT INTO seed.user_source_follows (upload_id, user_did, source_account_id)
       VALUES ${placeholders(saved.rows.length, 3)} ON CONFLICT DO NOTHING`,
      saved.rows.flatMap(({ id }) => [uploadId, "did:plc:bench", id]),
    );
  }
}

function placeholders(rows: number, columns: number) {
  return Array.from(
    { length: rows },
    (_, row) => `(${Array.from({ length: columns }, (_, n) => `$${row * columns + n + 1}`)})`,
  ).join();
}
