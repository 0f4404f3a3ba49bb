import {
  getRelations,
  NetworkBusy,
  NetworkUnreachable,
  RELATIONS_PER_REQUEST,
  type Relation,
  RequestRefused,
} from "@/lib/atproto";
import { db } from "@/lib/db";
import { pausedUntil, pauseService, settleActors } from "@/lib/matching";

/** How old an answer may be: who blocks, or follows back, is known a day later. */
const FRESH = "1 day";
const LEASE = "2 minutes";
const AFTER_FAILURE_MS = 60_000;

/**
 * Reads how people stand to the accounts that were found for them, until the deadline: who follows them, and who blocks
 * them or is blocked by them. The latter are not suggested to them.
 *
 * @returns of how many accounts it was read; null when nothing was due, or the AppView has to be left alone.
 */
export async function readRelations(
  deadline: Date,
  signal: AbortSignal,
): Promise<{ relations: number } | null> {
  if (await pausedUntil("appview")) return null;
  const user = await takePerson();
  if (!user) return null;
  let relations = 0;
  try {
    while (Date.now() < deadline.getTime() && !signal.aborted) {
      const dids = await listUnread(user);
      if (dids.length === 0) {
        await endPerson(user, null);
        return { relations };
      }
      await keep(user, dids, await getRelations(user, dids).catch(noneWhenRefused));
      relations += dids.length;
    }
    await endPerson(user, new Date());
  } catch (error) {
    await endPerson(user, new Date(Date.now() + AFTER_FAILURE_MS));
    if (error instanceof NetworkBusy) await pauseService("appview", error.until);
    else if (!(error instanceof NetworkUnreachable)) throw error;
  }
  return { relations };
}

/** The person who has waited longest, for this process alone while the lease lasts. */
async function takePerson(): Promise<string | null> {
  const [person] = await db.$queryRaw<{ did: string }[]>`
    UPDATE users SET relations_next_at = now() + ${LEASE}::interval
    WHERE did = (
      SELECT did FROM users WHERE relations_next_at <= now()
      ORDER BY relations_next_at LIMIT 1 FOR UPDATE SKIP LOCKED)
    RETURNING did`;
  return person?.did ?? null;
}

/** Who has found new people meanwhile is due again, whatever was read. */
async function endPerson(user: string, nextAt: Date | null): Promise<void> {
  await db.$executeRaw`
    UPDATE users SET relations_next_at = ${nextAt}::timestamptz
    WHERE did = ${user} AND relations_next_at > now()`;
}

/** Accounts that may be somebody on the person's lists, and of which it is not known how they stand to the person. */
async function listUnread(user: string): Promise<string[]> {
  const rows = await db.$queryRaw<{ did: string }[]>`
    SELECT DISTINCT match.atproto_did AS did
    FROM user_source_follows AS row
    JOIN atproto_matches AS match USING (source_account_id)
    WHERE row.user_did = ${user} AND match.atproto_did <> ${user}
      AND (match.private_to IS NULL OR match.private_to = ${user}) AND match.gone_at IS NULL
      AND NOT EXISTS (
        SELECT FROM actor_relations AS known
        WHERE known.user_did = ${user} AND known.did = match.atproto_did AND known.read_at > now() - ${FRESH}::interval)
    LIMIT ${RELATIONS_PER_REQUEST}`;
  return rows.map(({ did }) => did);
}

async function keep(user: string, dids: string[], relations: Relation[]): Promise<void> {
  const byDid = new Map(relations.map((relation) => [relation.did, relation]));
  const sorted = dids.toSorted();
  await db.$transaction(async (tx) => {
    await tx.$executeRaw`
      INSERT INTO actor_relations (user_did, did, follows_me, is_blocked)
      SELECT ${user}, did, follows_me, is_blocked
      FROM unnest(
        ${sorted}::text[],
        ${sorted.map((did) => byDid.get(did)?.followsBack ?? false)}::boolean[],
        ${sorted.map((did) => byDid.get(did)?.isBlocked ?? false)}::boolean[]) AS t (did, follows_me, is_blocked)
      ON CONFLICT (user_did, did) DO UPDATE SET
        follows_me = EXCLUDED.follows_me, is_blocked = EXCLUDED.is_blocked, read_at = now()`;
    await settleActors(tx, user, sorted);
  });
}

/** An account that the AppView does not know stands to nobody in any way. */
function noneWhenRefused(error: unknown): Relation[] {
  if (error instanceof RequestRefused) return [];
  throw error;
}
