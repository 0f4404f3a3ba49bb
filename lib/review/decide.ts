import { getProfiles } from "@/lib/atproto";
import { db, type Prisma } from "@/lib/db";
import { keepChosenActor, settle } from "@/lib/matching";
import type { UserDid } from "@/lib/users";

type Decision = { dismissedAt: Date | null; chosenAt: Date | null };

const UNDECIDED: Decision = { dismissedAt: null, chosenAt: null };

/**
 * "Not them": this account is never suggested again to this person for that account elsewhere, in whatever list.
 *
 * @returns false when there is no such match in this person's lists.
 */
export function dismissMatch(user: UserDid, matchId: bigint): Promise<boolean> {
  return decide(user, matchId, { dismissedAt: new Date(), chosenAt: null });
}

/** "This is them", whatever the score says. Takes the place of an earlier choice. */
export function chooseMatch(user: UserDid, matchId: bigint): Promise<boolean> {
  return decide(user, matchId, { dismissedAt: null, chosenAt: new Date() });
}

/** Takes a decision about a match back. */
export function undecideMatch(user: UserDid, matchId: bigint): Promise<boolean> {
  return decide(user, matchId, UNDECIDED);
}

/**
 * Chooses an account that matching did not suggest. Only this person sees the match that it makes.
 *
 * @returns the match, or null when the row is not in this person's lists or nobody has that DID.
 * @throws NetworkBusy, NetworkUnreachable.
 */
export async function chooseActor(
  user: UserDid,
  accountId: bigint,
  did: string,
): Promise<bigint | null> {
  const row = await db.userSourceFollow.findFirst({
    where: { sourceAccountId: accountId, userDid: user },
    select: { displayName: true, sourceAccount: true },
  });
  const [actor] = row && did !== user ? await getProfiles([did]) : [];
  if (!row || !actor) return null;

  const { sourcePlatform, originalUsername } = row.sourceAccount;
  const source = {
    platform: sourcePlatform,
    username: originalUsername,
    displayName: row.displayName ?? undefined,
  };
  return db.$transaction(async (tx) => {
    const matchId = await keepChosenActor(tx, user, { accountId, source, actor });
    await applyDecision(tx, user, matchId, { dismissedAt: null, chosenAt: new Date() });
    return matchId;
  });
}

/** Notes that a person has had these matches before their eyes. */
export async function markViewed(user: UserDid, matchIds: bigint[]): Promise<void> {
  await db.$executeRaw`
    INSERT INTO user_match_status (user_did, match_id, viewed_at)
    SELECT ${user}, match.id, now()
    FROM atproto_matches AS match
    WHERE match.id = ANY (${matchIds}::bigint[])
      AND (match.private_to IS NULL OR match.private_to = ${user})
      AND EXISTS (
        SELECT FROM user_source_follows
        WHERE source_account_id = match.source_account_id AND user_did = ${user})
    ORDER BY match.id
    ON CONFLICT (user_did, match_id) DO UPDATE SET viewed_at = EXCLUDED.viewed_at
      WHERE user_match_status.viewed_at IS NULL`;
}

function decide(user: UserDid, matchId: bigint, decision: Decision): Promise<boolean> {
  return db.$transaction((tx) => applyDecision(tx, user, matchId, decision));
}

/** Decides about the account of a match, as the shared match and the person's private one both show it. */
async function applyDecision(
  tx: Prisma.TransactionClient,
  user: UserDid,
  matchId: bigint,
  decision: Decision,
) {
  const matches = await tx.$queryRaw<{ id: bigint; accountId: bigint; isMeant: boolean }[]>`
    SELECT other.id, other.source_account_id AS "accountId", other.atproto_did = match.atproto_did AS "isMeant"
    FROM atproto_matches AS match
    JOIN atproto_matches AS other USING (source_account_id)
    WHERE match.id = ${matchId}
      AND (match.private_to IS NULL OR match.private_to = ${user})
      AND (other.private_to IS NULL OR other.private_to = ${user})
      AND EXISTS (
        SELECT FROM user_source_follows
        WHERE source_account_id = match.source_account_id AND user_did = ${user})`;
  const [first] = matches;
  if (!first) return false;

  // A row has one choice at most.
  if (decision.chosenAt) {
    const others = matches.filter(({ isMeant }) => !isMeant).map(({ id }) => id);
    await tx.userMatchStatus.updateMany({
      where: { userDid: user, matchId: { in: others } },
      data: { chosenAt: null },
    });
  }
  for (const { id } of matches.filter(({ isMeant }) => isMeant)) {
    await tx.userMatchStatus.upsert({
      where: { userDid_matchId: { userDid: user, matchId: id } },
      create: { userDid: user, matchId: id, ...decision },
      update: decision,
    });
  }
  await settle(tx, { user, accountIds: [first.accountId] });
  return true;
}
