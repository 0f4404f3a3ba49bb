import type { Actor } from "@/lib/atproto";
import { db } from "@/lib/db";

type Row = {
  place: number;
  did: string;
  handle: string;
  displayName: string | null;
  description: string | null;
  labels: string[];
  createdAt: Date | null;
};

/**
 * Active accounts of the directory that are filed under one of the keys, for each list of keys. They come without
 * counts, and with handles as they were claimed: ask the AppView before showing them to anybody.
 *
 * A key that leads to more accounts than `most` tells nothing, and counts as if it led to none.
 *
 * Raw because it is set-based: one statement for thousands of names. Each account that a key leads to is looked up by
 * itself; a plain join of a number of accounts that PostgreSQL cannot foresee reads the whole directory.
 */
export async function findActors(keyLists: string[][], most: number): Promise<Actor[][]> {
  const places = keyLists.flatMap((keys, place) => keys.map(() => place));
  const rows = await db.$queryRaw<Row[]>`
    WITH found AS (
      SELECT DISTINCT probe.place, id
      FROM unnest(${places}::int[], ${keyLists.flat()}::text[]) AS probe (place, key)
      CROSS JOIN LATERAL (
        SELECT array_agg(account_id) AS ids FROM (
          SELECT account_id FROM directory_keys
          WHERE key = hashtextextended(probe.key, 0) LIMIT ${most + 1}) AS filed) AS filed
      CROSS JOIN LATERAL unnest(filed.ids) AS id
      WHERE cardinality(filed.ids) <= ${most})
    SELECT found.place, did, handle, display_name AS "displayName", description, labels,
      account_created AS "createdAt"
    FROM found CROSS JOIN LATERAL (
      SELECT * FROM directory_accounts WHERE id = found.id LIMIT 1) AS account
    WHERE is_active AND handle IS NOT NULL`;

  const actors: Actor[][] = keyLists.map(() => []);
  for (const { place, ...row } of rows) actors[place]?.push(actorOf(row));
  return actors;
}

/** A row of the directory as an account of the network. */
export function actorOf(row: Omit<Row, "place">): Actor {
  return {
    did: row.did,
    handle: row.handle,
    displayName: row.displayName ?? undefined,
    description: row.description ?? undefined,
    labels: row.labels,
    createdAt: row.createdAt?.toISOString(),
  };
}
