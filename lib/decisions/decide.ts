import { db, type Prisma } from "@/lib/db";
import { settle } from "@/lib/matching";
import type { UserDid } from "@/lib/users";

/**
 * `dismiss`, "not them": this account is never suggested again to this person for that account elsewhere, in whatever
 * list. `choose`, "this is them", whatever the score says; takes the place of an earlier choice. `undecide` takes either
 * back.
 */
export type Decision = "dismiss" | "choose" | "undecide";

/** What a person had decided about a source account, and whether it was ticked in their lists: enough to go back to. */
export type RowBefore = {
  accountId: bigint;
  dismissed: bigint[];
  chosen: bigint[];
  ticked: string[];
  /** A match that the decision itself brought in. */
  added?: bigint;
};

/**
 * Decides about the account of a match.
 *
 * @returns how it was before, for `restoreRow`; null when there is no such match in this person's lists.
 */
export function decide(
  user: UserDid,
  matchId: bigint,
  decision: Decision,
): Promise<RowBefore | null> {
  return db.$transaction((tx) => applyDecision(tx, user, matchId, decision));
}

/** Puts everything that a person said about a source account back to how it was. Answers false when it is not theirs. */
export function restoreRow(user: UserDid, before: RowBefore): Promise<boolean> {
  const { accountId, dismissed, chosen, ticked, added } = before;
  return db.$transaction(async (tx) => {
    const lists = await listsWith(tx, user, accountId);
    if (lists.length === 0) return false;
    // Rows are changed twice below; their counts are locked once, in the order in which every change takes them.
    await tx.$queryRaw`
      SELECT FROM review_counts WHERE upload_id = ANY (${lists.map(({ uploadId }) => uploadId)}::uuid[])
      ORDER BY upload_id, state, best_score, selected, traits FOR UPDATE`;
    await tx.$executeRaw`
      UPDATE user_match_status AS status SET
        dismissed_at = CASE WHEN match_id = ANY (${dismissed}::bigint[]) THEN coalesce(dismissed_at, now()) END,
        chosen_at = CASE WHEN match_id = ANY (${chosen}::bigint[]) THEN coalesce(chosen_at, now()) END
      FROM atproto_matches AS match
      WHERE match.id = status.match_id AND status.user_did = ${user} AND match.source_account_id = ${accountId}`;
    if (added) {
      await tx.atprotoMatch.deleteMany({
        where: { id: added, sourceAccountId: accountId, privateTo: user },
      });
    }
    await settle(tx, { user, accountIds: [accountId] });
    await tx.$executeRaw`
      UPDATE user_source_follows SET selected = upload_id = ANY (${ticked}::uuid[])
      WHERE user_did = ${user} AND source_account_id = ${accountId} AND state = 'found'`;
    return true;
  });
}

/** Decides about the account of a match, as the shared match and the person's private one both show it. */
export async function applyDecision(
  tx: Prisma.TransactionClient,
  user: UserDid,
  matchId: bigint,
  decision: Decision,
): Promise<RowBefore | null> {
  const matches = await tx.$queryRaw<KnownMatch[]>`
    SELECT other.id, other.source_account_id AS "accountId", other.atproto_did = match.atproto_did AS "isMeant",
      status.dismissed_at IS NOT NULL AS "isDismissed", status.chosen_at IS NOT NULL AS "isChosen"
    FROM atproto_matches AS match
    JOIN atproto_matches AS other USING (source_account_id)
    LEFT JOIN user_match_status AS status ON status.match_id = other.id AND status.user_did = ${user}
    WHERE match.id = ${matchId}
      AND (match.private_to IS NULL OR match.private_to = ${user})
      AND (other.private_to IS NULL OR other.private_to = ${user})`;
  const accountId = matches[0]?.accountId;
  const lists = accountId ? await listsWith(tx, user, accountId) : [];
  if (!accountId || lists.length === 0) return null;

  const ids = (wanted: (match: KnownMatch) => boolean) =>
    matches.filter(wanted).map(({ id }) => id);
  const before = {
    accountId,
    dismissed: ids(({ isDismissed }) => isDismissed),
    chosen: ids(({ isChosen }) => isChosen),
    ticked: lists.filter(({ selected }) => selected).map(({ uploadId }) => uploadId),
  };
  // A row has one choice at most.
  if (decision === "choose") await forgetChoice(tx, user, before.chosen);
  await tx.$executeRaw`
    INSERT INTO user_match_status (user_did, match_id, dismissed_at, chosen_at)
    SELECT ${user}, id, CASE WHEN ${decision === "dismiss"} THEN now() END, CASE WHEN ${decision === "choose"} THEN now() END
    FROM unnest(${ids(({ isMeant }) => isMeant)}::bigint[]) AS id
    ON CONFLICT (user_did, match_id) DO UPDATE SET
      dismissed_at = EXCLUDED.dismissed_at, chosen_at = EXCLUDED.chosen_at`;
  await settle(tx, { user, accountIds: [accountId] });
  return before;
}

type KnownMatch = {
  id: bigint;
  accountId: bigint;
  isMeant: boolean;
  isDismissed: boolean;
  isChosen: boolean;
};

function forgetChoice(tx: Prisma.TransactionClient, user: UserDid, matchIds: bigint[]) {
  return tx.userMatchStatus.updateMany({
    where: { userDid: user, matchId: { in: matchIds } },
    data: { chosenAt: null },
  });
}

/** The person's lists that have a source account, locked until it is settled. */
function listsWith(tx: Prisma.TransactionClient, user: UserDid, accountId: bigint) {
  return tx.$queryRaw<{ uploadId: string; selected: boolean }[]>`
    SELECT upload_id AS "uploadId", selected FROM user_source_follows
    WHERE source_account_id = ${accountId} AND user_did = ${user}
    ORDER BY upload_id FOR UPDATE`;
}
