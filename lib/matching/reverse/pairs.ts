import type { Prisma } from "@/lib/db";
import type { DirectoryEntry } from "@/lib/directory";
import { blockingKeys } from "../names";
import { readHandle } from "../names/handle";
import { readMentions } from "../score/bio";
import { samePlatforms } from "./keys";

/** An account of the network, and an account elsewhere that somebody waits for and that may be the same. */
export type Pair = {
  actor: DirectoryEntry & { handle: string };
  accountId: bigint;
  platform: string;
  username: string;
  /** What the exports of those who wait call it. */
  names: string[];
};

/** A key that leads to more accounts than this says nothing. */
const MOST_PER_KEY = 50;
/** The same for a name that others go on from. */
const MOST_PER_BEGINNING = 3;
const SHORTEST_BEGINNING = 7;

/**
 * Who waits for accounts like these, by exact keys: names in common, accounts elsewhere that the bio names, names that
 * go on from the handle's own.
 *
 * Raw because it is set-based: a thousand accounts in one statement. Each key, and each account that one leads to, is
 * looked up by itself, in an index; a plain join of a number of accounts that PostgreSQL cannot foresee reads them all. The
 * answer is one value: to read thousands of rows takes longer than to find them.
 */
export async function findPairs(
  tx: Prisma.TransactionClient,
  entries: DirectoryEntry[],
): Promise<Pair[]> {
  const actors = entries.filter(isShown);
  if (actors.length === 0) return [];
  const probes = actors.flatMap((actor, place) =>
    blockingKeys(actor).map((key) => ({ place, key })),
  );
  const beginnings = actors
    .map(({ handle }, place) => ({ place, name: labelOf(handle) }))
    .filter(({ name }) => name.length >= SHORTEST_BEGINNING);
  const mentions = actors.flatMap(({ description }, place) =>
    readMentions(description ?? "").flatMap(({ site, name }) =>
      samePlatforms(site).map((platform) => ({ place, platform, name })),
    ),
  );

  const [found] = await tx.$queryRaw<[{ pairs: string }]>`
    WITH found AS (
      SELECT probe.place, id
      FROM unnest(${probes.map(placeOf)}::int[], ${probes.map(({ key }) => key)}::text[]) AS probe (place, key)
      CROSS JOIN LATERAL (
        SELECT array_agg(source_account_id) AS ids FROM (
          SELECT source_account_id FROM source_keys
          WHERE key = hashtextextended(probe.key, 0) LIMIT ${MOST_PER_KEY + 1}) AS filed) AS filed
      CROSS JOIN LATERAL unnest(filed.ids) AS id
      WHERE cardinality(filed.ids) <= ${MOST_PER_KEY}
      UNION
      SELECT probe.place, id
      FROM unnest(${beginnings.map(placeOf)}::int[], ${beginnings.map(({ name }) => name)}::text[])
        AS probe (place, name)
      CROSS JOIN LATERAL (
        SELECT array_agg(id) AS ids FROM (
          SELECT id FROM source_accounts
          WHERE normalized_username COLLATE "C" > probe.name
            AND normalized_username COLLATE "C" < probe.name || chr(1114111)
            AND length(normalized_username) > 7
          LIMIT ${MOST_PER_BEGINNING + 1}) AS longer) AS longer
      CROSS JOIN LATERAL unnest(longer.ids) AS id
      WHERE cardinality(longer.ids) <= ${MOST_PER_BEGINNING}
      UNION
      SELECT probe.place, account.id
      FROM unnest(${mentions.map(placeOf)}::int[], ${mentions.map(({ platform }) => platform)}::text[],
        ${mentions.map(({ name }) => name)}::text[]) AS probe (place, platform, name)
      CROSS JOIN LATERAL (
        SELECT id FROM source_accounts
        WHERE source_platform = probe.platform AND original_username = probe.name LIMIT 1) AS account
    )
    SELECT coalesce(json_agg(json_build_array(place, account_id, platform, username, names)), '[]')::text AS pairs
    FROM (
      SELECT found.place, found.id AS account_id, array_agg(DISTINCT waiting.display_name) AS names
      FROM found CROSS JOIN LATERAL (
        SELECT display_name FROM user_source_follows
        WHERE source_account_id = found.id AND state IN ('not_checked', 'not_found', 'dismissed')
        OFFSET 0) AS waiting
      GROUP BY found.place, found.id) AS awaited
    CROSS JOIN LATERAL (
      SELECT source_platform AS platform, original_username AS username FROM source_accounts
      WHERE id = account_id LIMIT 1) AS account`;
  const rows: [number, number, string, string, (string | null)[]][] = JSON.parse(found.pairs);
  return rows.flatMap(([place, id, platform, username, names]) =>
    pairOf({ place, accountId: BigInt(id), platform, username, names }, actors),
  );
}

/**
 * Who waits for accounts with similar names, by trigrams: for names that their keys lead nowhere.
 *
 * Raw because Prisma has no `%`. It takes time in proportion to the number of names that wait; and the more they are,
 * the more of them are similar by chance, so that the bar rises with them.
 */
export async function findSimilar(
  tx: Prisma.TransactionClient,
  entries: DirectoryEntry[],
): Promise<Pair[]> {
  const actors = entries.filter(isShown);
  const probes = actors
    .map(({ handle }, place) => ({ place, name: labelOf(handle) }))
    .filter(({ name }) => name.length >= SHORTEST_SIMILAR);
  if (probes.length === 0) return [];
  await tx.$queryRaw`
    SELECT set_config('pg_trgm.similarity_threshold',
      (${LOWEST_BAR}::float8 + least(0.3, 0.1 * log(greatest(1, reltuples / 100000))))::text, true)
    FROM pg_class WHERE oid = 'source_accounts'::regclass`;
  const rows = await tx.$queryRaw<Row[]>`
    SELECT alike.place, alike.id AS "accountId", platform, username, waiting.names
    FROM (
      SELECT probe.place, near.*
      FROM unnest(${probes.map(placeOf)}::int[], ${probes.map(({ name }) => name)}::text[]) AS probe (place, name)
      CROSS JOIN LATERAL (
        SELECT id, source_platform AS platform, original_username AS username FROM source_accounts
        WHERE normalized_username % probe.name
        ORDER BY similarity(normalized_username, probe.name) DESC, id LIMIT ${MOST_SIMILAR}) AS near
    ) AS alike
    CROSS JOIN LATERAL (
      SELECT array_agg(DISTINCT display_name) AS names FROM user_source_follows
      WHERE source_account_id = alike.id AND state IN ('not_checked', 'not_found', 'dismissed')) AS waiting
    WHERE waiting.names IS NOT NULL`;
  return rows.flatMap((row) => pairOf(row, actors));
}

const SHORTEST_SIMILAR = 5;
const MOST_SIMILAR = 5;
/** Up to 100,000 names; a tenth more for every tenfold of them, up to 0.8. */
const LOWEST_BAR = 0.5;

type Row = Omit<Pair, "actor" | "names"> & { place: number; names: (string | null)[] };

function isShown(entry: DirectoryEntry): entry is Pair["actor"] {
  return entry.isActive && entry.handle !== null;
}

/** The part of a handle that its owner chose. */
function labelOf(handle: string) {
  return readHandle(handle).label.replace(/-/g, "");
}

function pairOf({ place, ...row }: Row, actors: Pair["actor"][]): Pair[] {
  const actor = actors[place];
  return actor ? [{ ...row, names: row.names.filter((name) => name !== null), actor }] : [];
}

function placeOf({ place }: { place: number }) {
  return place;
}
