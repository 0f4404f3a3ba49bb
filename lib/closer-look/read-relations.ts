import { NetworkBusy, NetworkUnreachable } from "@/lib/atproto";
import { db } from "@/lib/db";
import { pausedUntil, pauseService } from "@/lib/matching";
import { keepRelations } from "./keep-relations";
import { everybodysView, type View, viewOf } from "./views";

/** How old an answer may be: who blocks, or follows back, is known a day later. */
const FRESH = "1 day";
const LEASE = "2 minutes";
const AFTER_FAILURE_MS = 60_000;

/**
 * Reads how people stand to the accounts that were found for them, until the deadline: who follows them, and who blocks
 * them or is blocked by them; where their own account may be asked, also whom they muted, and whom those follow that they
 * follow.
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
  let view = await viewOf(user);
  try {
    while (Date.now() < deadline.getTime() && !signal.aborted) {
      const dids = await listUnread(user, view);
      if (dids.length === 0) {
        await endPerson(user, null);
        return { relations };
      }
      const seen = await view.read(dids);
      if (seen && (await keepRelations(user, dids, seen, view.isOwn))) relations += dids.length;
      else view = everybodysView(user);
    }
    await endPerson(user, new Date());
  } catch (error) {
    const isBusy = error instanceof NetworkBusy;
    await endPerson(user, isBusy ? error.until : new Date(Date.now() + AFTER_FAILURE_MS));
    // A person's own server speaks for itself only.
    if (isBusy && !view.isOwn) await pauseService("appview", error.until);
    else if (!isBusy && !(error instanceof NetworkUnreachable)) throw error;
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

/** Accounts that may be somebody on the person's lists, and of which this view has lately not told how they stand. */
async function listUnread(user: string, { isOwn, most }: View): Promise<string[]> {
  const rows = await db.$queryRaw<{ did: string }[]>`
    SELECT DISTINCT match.atproto_did AS did
    FROM user_source_follows AS row
    JOIN atproto_matches AS match USING (source_account_id)
    WHERE row.user_did = ${user} AND match.atproto_did <> ${user}
      AND (match.private_to IS NULL OR match.private_to = ${user}) AND match.gone_at IS NULL
      AND NOT EXISTS (
        SELECT FROM actor_relations AS known
        WHERE known.user_did = ${user} AND known.did = match.atproto_did AND known.read_at > now() - ${FRESH}::interval
          AND (known.is_own_view OR NOT ${isOwn}))
    LIMIT ${most}`;
  return rows.map(({ did }) => did);
}
