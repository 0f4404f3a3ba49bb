import type pg from "pg";
import { readDump, UnreadableDump } from "./read-dump";

/** The tables of the original ATlast that hold what is moved, with the columns of each that are read. */
const TABLES: Record<string, string[]> = {
  user_uploads: ["upload_id", "user_did", "source_platform", "created_at"],
  source_accounts: ["id", "source_platform", "original_username", "date_on_source"],
  user_source_follows: ["upload_id", "source_account_id"],
  atproto_matches: ["id", "source_account_id", "atproto_did", "atproto_handle", "display_name"],
  user_match_status: ["user_did", "match_id", "dismissed", "updated_at"],
  partner_api_keys: ["partner_name", "api_key_hash", "created_at", "last_used", "is_active"],
};
const INDEXES = [
  "CREATE INDEX ON old_source_accounts (id)",
  "CREATE INDEX ON old_user_source_follows (upload_id)",
  "CREATE INDEX ON old_atproto_matches (id)",
];
const BATCH = 5_000;

/**
 * Puts what a dump holds into temporary tables of this connection, `old_<table>`, every column of them text: a dump may be
 * larger than memory, and its tables come in the order of their names.
 *
 * @throws UnreadableDump when it is not one of the original ATlast.
 */
export async function stageDump(client: pg.Client, file: string): Promise<void> {
  const waiting = new Map<string, (string | null)[][]>();
  const seen = new Map<string, Set<string>>();
  for (const [table, columns] of Object.entries(TABLES)) {
    await client.query(
      `CREATE TEMP TABLE old_${table} (${columns.map((name) => `${name} text`).join(", ")})`,
    );
    waiting.set(table, []);
  }
  for await (const { table, row } of readDump(file)) {
    const rows = waiting.get(table);
    if (!rows) continue;
    const columns = TABLES[table] ?? [];
    if (!seen.has(table)) {
      const missing = columns.filter((name) => !(name in row));
      if (missing.length > 0) {
        throw new UnreadableDump(`The table ${table} of the dump lacks ${missing.join(", ")}.`);
      }
      seen.set(table, new Set(columns));
    }
    rows.push(columns.map((name) => row[name] ?? null));
    if (rows.length === BATCH) await put(client, table, rows.splice(0));
  }
  for (const [table, rows] of waiting) await put(client, table, rows);
  for (const statement of INDEXES) await client.query(statement);
  for (const table of Object.keys(TABLES)) await client.query(`ANALYZE old_${table}`);
}

async function put(client: pg.Client, table: string, rows: (string | null)[][]) {
  if (rows.length === 0) return;
  const columns = TABLES[table] ?? [];
  const arrays = columns.map((_, place) => `$${place + 1}::text[]`).join(", ");
  await client.query(
    `INSERT INTO old_${table} SELECT * FROM unnest(${arrays})`,
    columns.map((_, place) => rows.map((row) => row[place])),
  );
}
