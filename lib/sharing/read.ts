import { db } from "@/lib/db";
import type { PartnerId } from "@/lib/partners";
import { type SharedAccount, shareAccount } from "./share-account";

/** Somebody who lets the partner read. */
export type ConnectedPerson = { did: string; handle: string; connectedAt: Date };

/** A name that a person brought from elsewhere, and the account that was found for it. */
export type SharedMatch = {
  id: bigint;
  source: { platform: string; username: string };
  account: SharedAccount;
  /** Probability that both are one person, in percent. */
  score: number;
  /** Whether the person follows the account already. */
  followed: boolean;
};

/** A match that turned up after the person had brought their list. */
export type Arrival = {
  id: bigint;
  person: string;
  foundAt: Date;
  match: Omit<SharedMatch, "followed">;
};

export type Page<After> = { after?: After; take: number };

/** The people who let this partner read, by DID; a page, after the given one. */
export async function listConnected(
  partner: PartnerId,
  { after, take }: Page<string>,
): Promise<ConnectedPerson[]> {
  const consents = await db.partnerConsent.findMany({
    where: { partnerId: partner, userDid: { gt: after } },
    orderBy: { userDid: "asc" },
    take,
    select: { grantedAt: true, user: { select: { did: true, handle: true } } },
  });
  return consents.map(({ grantedAt, user }) => ({ ...user, connectedAt: grantedAt }));
}

type MatchRow = {
  id: bigint;
  platform: string;
  username: string;
  did: string;
  handle: string;
  displayName: string | null;
  labels: string[] | null;
  score: number;
  followed: boolean;
};

/**
 * What was found for a person, each account once, in the order of the matches' ids; a page, after the given one. What the
 * person dismissed is not in it.
 *
 * @returns null when the person does not let this partner read.
 */
export async function listSharedMatches(
  partner: PartnerId,
  did: string,
  { after = 0n, take }: Page<bigint>,
): Promise<SharedMatch[] | null> {
  const key = { partnerId_userDid: { partnerId: partner, userDid: did } };
  if (!(await db.partnerConsent.findUnique({ where: key }))) return null;

  const rows = await db.$queryRaw<MatchRow[]>`
    SELECT match.id, account.source_platform AS platform, account.original_username AS username,
      match.atproto_did AS did, match.atproto_handle AS handle, match.display_name AS "displayName",
      match.labels,
      max(row.best_score)::int AS score, bool_or(row.state = 'followed') AS followed
    FROM user_uploads AS upload
    JOIN user_source_follows AS row USING (upload_id)
    JOIN source_accounts AS account ON account.id = row.source_account_id
    JOIN atproto_matches AS match ON match.id = row.best_match_id
    WHERE upload.user_did = ${did} AND row.state IN ('found', 'followed') AND match.id > ${after}
    GROUP BY match.id, account.id
    ORDER BY match.id LIMIT ${take}`;
  return rows.map(({ followed, ...row }) => ({ ...matchOf(row), followed }));
}

type ArrivalRow = Omit<MatchRow, "followed"> & { matchId: bigint; person: string; foundAt: Date };

/** What turned up for the people who let this partner read, and that it has not acknowledged; a page, after the given id. */
export async function listArrivals(
  partner: PartnerId,
  { after = 0n, take }: Page<bigint>,
): Promise<Arrival[]> {
  const rows = await db.$queryRaw<ArrivalRow[]>`
    SELECT delivery.id, delivery.user_did AS person, delivery.created_at AS "foundAt",
      match.id AS "matchId", account.source_platform AS platform, account.original_username AS username,
      match.atproto_did AS did, match.atproto_handle AS handle, match.display_name AS "displayName",
      match.labels,
      match.match_score AS score
    FROM partner_deliveries AS delivery
    JOIN atproto_matches AS match ON match.id = delivery.match_id
    JOIN source_accounts AS account ON account.id = match.source_account_id
    WHERE delivery.partner_id = ${partner}::uuid AND delivery.acknowledged_at IS NULL
      AND delivery.id > ${after} AND may_tell(delivery.user_did, match)
    ORDER BY delivery.id LIMIT ${take}`;
  return rows.map(({ id, matchId, person, foundAt, ...row }) => {
    return { id, person, foundAt, match: matchOf({ ...row, id: matchId }) };
  });
}

/** Notes that the partner has these arrivals: they are neither listed nor sent again. Gives how many that were. */
export async function acknowledge(partner: PartnerId, ids: bigint[]): Promise<number> {
  const { count } = await db.partnerDelivery.updateMany({
    where: { partnerId: partner, id: { in: ids }, acknowledgedAt: null },
    data: { acknowledgedAt: new Date() },
  });
  return count;
}

function matchOf({ id, platform, username, score, ...account }: Omit<MatchRow, "followed">) {
  return { id, source: { platform, username }, account: shareAccount(account), score };
}
