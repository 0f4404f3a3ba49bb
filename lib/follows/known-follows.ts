import type { App } from "@/lib/apps";
import {
  listRecords,
  NetworkBusy,
  NetworkUnreachable,
  type RepoRecord,
  readLatestCommit,
  recordKeyAt,
} from "@/lib/atproto";
import { db, type Prisma } from "@/lib/db";
import { settleActors } from "@/lib/matching";
import { type OAuthSession, SessionExpired, withSession } from "@/lib/oauth";

/** A record of a person's repository that points at an account: a follow, or a member of a list. */
export type Entry = { collection: string; rkey: string; subject: string };

const QUIET_FRESHNESS_MS = 10 * 60_000;
const WHOLE_FRESHNESS_MS = 24 * 60 * 60_000;
/** How far the clocks may differ of those who choose record keys. */
const CLOCKS_MS = 60 * 60_000;

/**
 * Reads whom a person follows in an app from their repository, unless that was done since `notBefore`, and shows it in
 * their lists.
 *
 * @throws SessionExpired, NetworkBusy, NetworkUnreachable: then nothing is known anew.
 */
export async function syncFollows(
  user: string,
  { collection }: App,
  notBefore: Date,
): Promise<void> {
  const last = await findSync(user, collection);
  if (last && last.readAt >= notBefore) return;
  await withSession(user, async (session) => {
    const commit = await readLatestCommit(session);
    await keep(session, collection, commit, "");
  });
}

/**
 * The same where the page is right without it: an old state only shows follows of the last minutes as missing, and
 * following looks again before it writes.
 */
export async function syncFollowsQuietly(user: string, app: App): Promise<void> {
  try {
    await syncFollows(user, app, new Date(Date.now() - QUIET_FRESHNESS_MS));
  } catch (error) {
    const isExpected = [SessionExpired, NetworkBusy, NetworkUnreachable].some(
      (type) => error instanceof type,
    );
    if (!isExpected) throw error;
  }
}

/**
 * Brings what is known of a person's follows up to a commit of their repository. All are read once a day; in between,
 * the new ones, and nothing when nobody has written since. A follow that was removed by hand in between still counts as
 * one until then.
 *
 * @param from also read back to this record key.
 * @returns what was read, at least from that key on.
 */
export async function readFollows(
  session: OAuthSession,
  collection: string,
  { commit, from }: { commit: string; from: string | undefined },
): Promise<Entry[]> {
  const last = await findSync(session.did, collection);
  if (last?.commit === commit && from === undefined) return [];
  const isWhole = !last || last.readAt.getTime() < Date.now() - WHOLE_FRESHNESS_MS;
  if (isWhole) return keep(session, collection, commit, "");
  const unread = recordKeyAt(new Date(last.readAt.getTime() - CLOCKS_MS));
  return keep(session, collection, commit, from !== undefined && from < unread ? from : unread);
}

function findSync(userDid: string, collection: string) {
  return db.followSync.findUnique({ where: { userDid_collection: { userDid, collection } } });
}

/** Reads the follows from a record key on, all of them from "" on, and keeps them. */
async function keep(session: OAuthSession, collection: string, commit: string, from: string) {
  const [user, isWhole, readAt] = [session.did as string, from === "", new Date()];
  const entries = toEntries(collection, await listRecords(session, collection, from));
  // Somebody may be followed twice: the older record, which comes later, is the one that counts.
  const rkeys = new Map(entries.map(({ subject, rkey }) => [subject, rkey]));
  const [subjects, keys] = [[...rkeys.keys()], [...rkeys.values()]];

  await db.$transaction(async (tx) => {
    const changed = await tx.$queryRaw<{ did: string }[]>`
      WITH now AS (
        SELECT * FROM unnest(${subjects}::text[], ${keys}::text[]) AS t (subject_did, rkey)
      ), gone AS (
        DELETE FROM known_follows AS old
        WHERE ${isWhole} AND user_did = ${user} AND collection = ${collection}
          AND NOT EXISTS (SELECT FROM now WHERE now.subject_did = old.subject_did AND now.rkey = old.rkey)
        RETURNING subject_did
      )
      SELECT subject_did AS did FROM gone
      UNION
      SELECT subject_did FROM now
      WHERE NOT EXISTS (
        SELECT FROM known_follows AS old WHERE user_did = ${user} AND collection = ${collection}
          AND old.subject_did = now.subject_did AND old.rkey = now.rkey)`;
    await addKnownFollows(tx, user, entries.toReversed());
    await tx.followSync.upsert({
      where: { userDid_collection: { userDid: user, collection } },
      create: { userDid: user, collection, readAt, commit },
      update: isWhole ? { readAt, commit } : { commit },
    });
    await settleActors(
      tx,
      user,
      changed.map(({ did }) => did),
    );
  });
  return entries;
}

/** The records that point at an account; anything else in the collection is none of ours. */
export function toEntries(collection: string, records: RepoRecord[]): Entry[] {
  return records.flatMap(({ rkey, value: { subject } }) =>
    typeof subject === "string" ? [{ collection, rkey, subject }] : [],
  );
}

/** Adds follows to what is known of a person's repository. Of several of one account, the first counts. */
export async function addKnownFollows(
  tx: Prisma.TransactionClient,
  user: string,
  entries: Entry[],
): Promise<void> {
  await tx.$executeRaw`
    INSERT INTO known_follows (user_did, collection, subject_did, rkey)
    SELECT DISTINCT ON (t.collection, t.subject) ${user}, t.collection, t.subject, t.rkey
    FROM unnest(
      ${entries.map(({ collection }) => collection)}::text[],
      ${entries.map(({ subject }) => subject)}::text[],
      ${entries.map(({ rkey }) => rkey)}::text[]
    ) WITH ORDINALITY AS t (collection, subject, rkey, place)
    ORDER BY t.collection, t.subject, t.place
    ON CONFLICT DO NOTHING`;
}
