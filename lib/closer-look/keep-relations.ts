import type { OwnRelation, Relation } from "@/lib/atproto";
import { db, type Prisma } from "@/lib/db";
import { settleActors, weighActors } from "@/lib/matching";

/**
 * Keeps how a person stands to accounts, and brings their rows up to date with it. What only the person's own account can
 * see stays as it was last seen where the answer does not tell.
 *
 * @param dids the accounts that were asked about; those without an answer stand to the person in no way.
 * @returns false when nothing was kept, because the person no longer wants their own view used.
 */
export async function keepRelations(
  user: string,
  dids: string[],
  relations: (Relation | OwnRelation)[],
  isOwnView: boolean,
): Promise<boolean> {
  const byDid = new Map(relations.map((relation) => [relation.did, relation]));
  const relationOf = (did: string): Partial<OwnRelation> => byDid.get(did) ?? {};
  const sorted = dids.toSorted();
  const column = <T>(read: (relation: Partial<OwnRelation>) => T) =>
    sorted.map((did) => read(relationOf(did)));
  return db.$transaction(async (tx) => {
    if (isOwnView && !(await mayKeepOwnView(tx, user))) return false;
    const before = await tx.actorRelation.findMany({
      where: { userDid: user, did: { in: sorted } },
      select: { did: true, knownFollowers: true },
    });
    await tx.$executeRaw`
      INSERT INTO actor_relations AS known (
        user_did, did, follows_me, is_blocked, is_muted, known_followers, is_own_view)
      SELECT ${user}, t.*, ${isOwnView}
      FROM unnest(
        ${sorted}::text[],
        ${column(({ followsBack = false }) => followsBack)}::boolean[],
        ${column(({ isBlocked = false }) => isBlocked)}::boolean[],
        ${column(({ isMuted = false }) => isMuted)}::boolean[],
        ${column(({ knownFollowers = 0 }) => knownFollowers)}::int[]) AS t
      ON CONFLICT (user_did, did) DO UPDATE SET
        follows_me = EXCLUDED.follows_me, is_blocked = EXCLUDED.is_blocked, read_at = now(),
        is_muted = CASE WHEN ${isOwnView} THEN EXCLUDED.is_muted ELSE known.is_muted END,
        known_followers = coalesce(nullif(EXCLUDED.known_followers, 0), known.known_followers),
        is_own_view = known.is_own_view OR EXCLUDED.is_own_view`;
    await settleActors(tx, user, sorted);
    if (!isOwnView) return true;
    const counts = new Map(before.map(({ did, knownFollowers }) => [did, knownFollowers]));
    const recounted = sorted.filter((did) => {
      const { knownFollowers } = relationOf(did);
      return knownFollowers && knownFollowers !== counts.get(did);
    });
    if (recounted.length > 0) await weighActors(tx, user, recounted);
    return true;
  });
}

/** Whether the person still wants it used. If they change their mind meanwhile, that waits for the end of this transaction. */
async function mayKeepOwnView(tx: Prisma.TransactionClient, user: string): Promise<boolean> {
  const [person] = await tx.$queryRaw<{ usesOwnView: boolean }[]>`
    SELECT uses_own_view AS "usesOwnView" FROM users WHERE did = ${user} FOR SHARE`;
  return person?.usesOwnView ?? false;
}

/** Forgets what only the person's own account could see, and what followed from it. */
export async function forgetOwnView(user: string): Promise<void> {
  await db.$transaction(
    async (tx) => {
      const seen = await tx.actorRelation.findMany({
        where: { userDid: user, OR: [{ isMuted: true }, { knownFollowers: { gt: 0 } }] },
        orderBy: { did: "asc" },
        select: { did: true },
      });
      await tx.actorRelation.updateMany({
        where: { userDid: user, isOwnView: true },
        data: { isMuted: false, knownFollowers: 0, isOwnView: false },
      });
      await weighActors(
        tx,
        user,
        seen.map(({ did }) => did),
      );
    },
    { timeout: FORGET_TIMEOUT_MS },
  );
}

/** With lists of some ten thousand names. */
const FORGET_TIMEOUT_MS = 120_000;
