import type { Prisma } from "@/lib/db";

/** By DID: how many of those whom the person follows follow these accounts, where the person's own account could see some. */
export async function readKnownFollowers(
  tx: Prisma.TransactionClient,
  user: string,
  dids: string[],
): Promise<ReadonlyMap<string, number>> {
  const known = await tx.actorRelation.findMany({
    where: { userDid: user, did: { in: dids }, knownFollowers: { gt: 0 } },
    select: { did: true, knownFollowers: true },
  });
  return new Map(known.map(({ did, knownFollowers }) => [did, knownFollowers]));
}

/** Those of the source accounts that may be somebody whom people follow that the person follows. */
export async function listKnownFollowed(
  tx: Prisma.TransactionClient,
  user: string,
  accountIds: bigint[],
): Promise<bigint[]> {
  const rows = await tx.$queryRaw<{ id: bigint }[]>`
    SELECT DISTINCT match.source_account_id AS id
    FROM atproto_matches AS match
    JOIN actor_relations AS known ON known.user_did = ${user} AND known.did = match.atproto_did
    WHERE match.source_account_id = ANY (${accountIds}::bigint[]) AND known.known_followers > 0
      AND (match.private_to IS NULL OR match.private_to = ${user})
    ORDER BY id`;
  return rows.map(({ id }) => id);
}
