import type { Actor } from "@/lib/atproto";
import { db } from "@/lib/db";

type Row = {
  did: string;
  handle: string;
  displayName: string | null;
  description: string | null;
  labels: string[];
  createdAt: Date | null;
};

/**
 * Active accounts of the directory that are filed under one of the keys, for each list of keys; one that is found for
 * several of them is the same object. They come without counts, and with handles as they were claimed: ask the AppView
 * before showing them to anybody.
 *
 * A key that leads to more accounts than `most` tells nothing, and counts as if it led to none.
 *
 * Raw because it is set-based: one statement for thousands of names. Each account that a key leads to is looked up by
 * itself, in the order in which they lie there; a plain join of a number of accounts that PostgreSQL cannot foresee reads
 * the whole directory. The answer is two values: to read thousands of rows takes longer than to find them.
 */
export async function findActors(keyLists: string[][], most: number): Promise<Actor[][]> {
  const places = keyLists.flatMap((keys, place) => keys.map(() => place));
  const [found] = await db.$queryRaw<[{ places: string; accounts: string }]>`
    WITH found AS MATERIALIZED (
      SELECT DISTINCT probe.place, id
      FROM (
        SELECT place, hashtextextended(key, 0) AS key
        FROM unnest(${places}::int[], ${keyLists.flat()}::text[]) AS named (place, key)
        ORDER BY key) AS probe
      CROSS JOIN LATERAL (
        SELECT array_agg(account_id) AS ids FROM (
          SELECT account_id FROM directory_keys WHERE key = probe.key LIMIT ${most + 1}) AS filed) AS filed
      CROSS JOIN LATERAL unnest(filed.ids) AS id
      WHERE cardinality(filed.ids) <= ${most})
    SELECT
      (SELECT coalesce(json_agg(json_build_array(place, id)), '[]')::text FROM found) AS places,
      (SELECT coalesce(json_agg(json_build_array(account.id, did, handle, display_name, description, labels,
          account_created)), '[]')::text
       FROM (SELECT DISTINCT id FROM found ORDER BY id) AS wanted CROSS JOIN LATERAL (
         SELECT * FROM directory_accounts WHERE id = wanted.id LIMIT 1) AS account
       WHERE is_active AND handle IS NOT NULL) AS accounts`;

  const accounts = new Map((JSON.parse(found.accounts) as Account[]).map(readAccount));
  const actors: Actor[][] = keyLists.map(() => []);
  for (const [place, id] of JSON.parse(found.places) as [number, number][]) {
    const actor = accounts.get(id);
    if (actor) actors[place]?.push(actor);
  }
  return actors;
}

type Account = [
  id: number,
  did: string,
  handle: string,
  displayName: string | null,
  description: string | null,
  labels: string[],
  createdAt: string | null,
];

function readAccount(account: Account): [number, Actor] {
  const [id, did, handle, displayName, description, labels, created] = account;
  const createdAt = created === null ? null : new Date(created);
  return [id, actorOf({ did, handle, displayName, description, labels, createdAt })];
}

/** A row of the directory as an account of the network. */
export function actorOf(row: Row): Actor {
  return {
    did: row.did,
    handle: row.handle,
    displayName: row.displayName ?? undefined,
    description: row.description ?? undefined,
    labels: row.labels,
    createdAt: row.createdAt?.toISOString(),
  };
}
