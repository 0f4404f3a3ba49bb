import type { Prisma } from "@/lib/db";
import { fileSourceKeys, normalizeUsername, usernameKey } from "@/lib/matching";
import type { IncomingFollow } from "./input";

/** Somebody swept accounts away between the two statements that save a list: the whole save has to begin again. */
export class AccountsVanished extends Error {
  override name = "AccountsVanished";
}

type Target = { uploadId: string; user: string; platform: string };

/**
 * Saves the accounts of one list: those that nobody follows yet, the person's link to each, and the keys by which they
 * are found when they turn up on the network.
 *
 * Raw because it is set-based: whole columns travel as one array each, so that the number of parameters does not grow
 * with the list. Two statements, not one: when two people save the same new names at once, the second statement sees
 * what the other one committed. Sorted, so that they wait for each other in one order and never in a circle.
 *
 * @returns how many accounts the list has; of several rows for one account the first counts.
 */
export async function saveFollows(
  tx: Prisma.TransactionClient,
  { uploadId, user, platform }: Target,
  follows: IncomingFollow[],
): Promise<number> {
  const rows = distinctRows(follows);
  const keys = rows.map(({ key }) => key);

  await tx.$executeRaw`
    INSERT INTO source_accounts (source_platform, original_username, normalized_username)
    SELECT ${platform}, t.key, t.normalized
    FROM unnest(${keys}::text[], ${rows.map(({ normalized }) => normalized)}::text[])
      WITH ORDINALITY AS t (key, normalized, place)
    WHERE NOT EXISTS (
      SELECT FROM source_accounts
      WHERE source_platform = ${platform} AND original_username = t.key)
    ORDER BY place
    ON CONFLICT DO NOTHING`;

  const column = <T>(read: (follow: IncomingFollow) => T) => rows.map(({ follow }) => read(follow));
  const saved = await tx.$executeRaw`
    INSERT INTO user_source_follows (upload_id, user_did, source_account_id, position, username,
      display_name, profile_url, date_followed, date_precision, search_text)
    SELECT ${uploadId}::uuid, ${user}, account.id, t.position, t.username,
      t.display_name, t.profile_url, t.followed, t.precision::date_precision,
      lower(concat_ws(' ', t.username, t.display_name))
    FROM unnest(
        ${keys}::text[], ${rows.map(({ position }) => position)}::int[], ${column(nameOf)}::text[],
        ${column(({ displayName }) => displayName)}::text[],
        ${column(({ profileUrl }) => profileUrl)}::text[],
        ${column(({ followedAt }) => followedAt && instantOf(followedAt))}::timestamptz[],
        ${column(({ followedAt }) => followedAt && precisionOf(followedAt))}::text[])
      AS t (key, position, username, display_name, profile_url, followed, precision)
    JOIN source_accounts account
      ON account.source_platform = ${platform} AND account.original_username = t.key
    ORDER BY account.id`;

  await fileSourceKeys(
    tx,
    rows.map(({ key, follow }) => ({
      platform,
      username: key,
      displayName: follow.displayName ?? null,
    })),
  );
  if (saved !== rows.length) throw new AccountsVanished(`${rows.length - saved} accounts vanished`);
  return rows.length;
}

type Row = { key: string; normalized: string; position: number; follow: IncomingFollow };

function distinctRows(follows: IncomingFollow[]): Row[] {
  const byKey = new Map<string, Row>();
  for (const [position, follow] of follows.entries()) {
    const key = accountKey(follow);
    if (!key || byKey.has(key)) continue;
    const normalized = normalizeUsername(follow.username ?? follow.displayName ?? key);
    byKey.set(key, { key, normalized, position, follow });
  }
  return [...byKey.values()].sort((a, b) => (a.key < b.key ? -1 : 1));
}

/** What makes an account one and the same on its platform: its username, else its number, else the name it goes by. */
function accountKey({ username, externalId, displayName }: IncomingFollow) {
  return usernameKey(username ?? externalId ?? displayName ?? "");
}

function nameOf({ username, displayName, externalId }: IncomingFollow) {
  return username ?? displayName ?? externalId;
}

/** Wall time of an unnamed zone is kept as if it were UTC; its precision says so. */
function instantOf(followedAt: string) {
  return /T.*[^Z]$/.test(followedAt) ? `${followedAt}Z` : followedAt;
}

function precisionOf(followedAt: string) {
  if (!followedAt.includes("T")) return "day";
  return followedAt.endsWith("Z") ? "instant" : "local";
}
