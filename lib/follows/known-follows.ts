import type { App } from "@/lib/apps";
import { type FollowRecord, listFollows, NetworkBusy, NetworkUnreachable } from "@/lib/atproto";
import { db, type Prisma } from "@/lib/db";
import { settleActors } from "@/lib/matching";
import { type OAuthSession, SessionExpired, withSession } from "@/lib/oauth";

const QUIET_FRESHNESS_MS = 10 * 60_000;

/**
 * Reads whom a person follows in an app from their repository, unless that was done since `notBefore`, and shows it in
 * their lists.
 *
 * @throws SessionExpired, NetworkBusy, NetworkUnreachable: then nothing is known anew.
 */
export async function syncFollows(user: string, app: App, notBefore: Date): Promise<void> {
  const { collection } = app;
  const last = await db.followSync.findUnique({
    where: { userDid_collection: { userDid: user, collection } },
  });
  if (last && last.readAt >= notBefore) return;
  await withSession(user, (session) => readFollows(session, app));
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
 * Reads the follows of the account that a session is for, and keeps them.
 *
 * @returns every follow record of that app in the repository.
 */
export async function readFollows(session: OAuthSession, app: App): Promise<FollowRecord[]> {
  const [user, { collection }] = [session.did, app];
  const readAt = new Date();
  const records = await listFollows(session, collection);
  // Somebody may be followed twice: the older record is the one that counts.
  const rkeys = new Map(records.toReversed().map(({ subject, rkey }) => [subject, rkey]));

  await db.$transaction(async (tx) => {
    const changed = await tx.$queryRaw<{ did: string }[]>`
      WITH now AS (
        SELECT * FROM unnest(${[...rkeys.keys()]}::text[], ${[...rkeys.values()]}::text[]) AS t (subject_did, rkey)
      ), gone AS (
        DELETE FROM known_follows AS old
        WHERE user_did = ${user} AND collection = ${collection}
          AND NOT EXISTS (SELECT FROM now WHERE now.subject_did = old.subject_did AND now.rkey = old.rkey)
        RETURNING subject_did
      )
      SELECT subject_did AS did FROM gone
      UNION
      SELECT subject_did FROM now
      WHERE NOT EXISTS (
        SELECT FROM known_follows AS old WHERE user_did = ${user} AND collection = ${collection}
          AND old.subject_did = now.subject_did AND old.rkey = now.rkey)`;
    await addKnownFollows(
      tx,
      user,
      collection,
      [...rkeys].map(([subject, rkey]) => ({ subject, rkey })),
    );
    await tx.followSync.upsert({
      where: { userDid_collection: { userDid: user, collection } },
      create: { userDid: user, collection, readAt },
      update: { readAt },
    });
    await settleActors(
      tx,
      user,
      changed.map(({ did }) => did),
    );
  });
  return records;
}

/** Adds follows to what is known of a person's repository. */
export async function addKnownFollows(
  tx: Prisma.TransactionClient,
  user: string,
  collection: string,
  records: FollowRecord[],
): Promise<void> {
  const sorted = records.toSorted((a, b) => (a.subject < b.subject ? -1 : 1));
  await tx.$executeRaw`
    INSERT INTO known_follows (user_did, collection, subject_did, rkey)
    SELECT ${user}, ${collection}, t.subject, t.rkey
    FROM unnest(${sorted.map(({ subject }) => subject)}::text[], ${sorted.map(({ rkey }) => rkey)}::text[])
      AS t (subject, rkey)
    ON CONFLICT DO NOTHING`;
}
