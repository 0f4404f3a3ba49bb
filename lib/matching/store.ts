import type { Actor } from "@/lib/atproto";
import { type AtprotoMatch, db, Prisma } from "@/lib/db";
import { type Evidence, LOOK_SCORE, type Source } from "./score";
import { scoreAll } from "./score-all";
import { traitBits, traitsOf } from "./traits";

/** A scored candidate of a source account, ready to be kept. */
export type NewMatch = {
  accountId: bigint;
  actor: Actor;
  score: number;
  evidence: Evidence[];
  modelVersion: number;
};

/**
 * Keeps matches. One that is there already gets the newer profile, score and evidence.
 *
 * @param privateTo the person whose own data the matches rest on, and who alone shall see them; null for everybody's.
 */
export async function storeMatches(
  tx: Prisma.TransactionClient,
  matches: NewMatch[],
  privateTo: string | null,
): Promise<void> {
  if (matches.length === 0) return;
  // In the order of the unique index, so that two processes that store the same rows never wait in a circle.
  const rows = matches.toSorted(
    (a, b) => Number(a.accountId - b.accountId) || (a.actor.did < b.actor.did ? -1 : 1),
  );
  const column = <T>(read: (match: NewMatch) => T) => rows.map(read);

  const target = privateTo
    ? Prisma.sql`(source_account_id, atproto_did, private_to) WHERE private_to IS NOT NULL`
    : Prisma.sql`(source_account_id, atproto_did) WHERE private_to IS NULL`;

  await tx.$executeRaw`
    INSERT INTO atproto_matches (source_account_id, atproto_did, atproto_handle, display_name, description,
      avatar_url, post_count, follower_count, labels, traits, account_created, match_score, evidence, model_version,
      private_to)
    SELECT t.account_id, t.did, t.handle, t.display_name, t.description, t.avatar, t.posts, t.followers,
      ARRAY(SELECT jsonb_array_elements_text(t.labels)), t.traits, t.created, t.score, t.evidence, t.model, ${privateTo}
    FROM unnest(
      ${column(({ accountId }) => accountId)}::bigint[],
      ${column(({ actor }) => actor.did)}::text[],
      ${column(({ actor }) => actor.handle)}::text[],
      ${column(({ actor }) => actor.displayName ?? null)}::text[],
      ${column(({ actor }) => actor.description ?? null)}::text[],
      ${column(({ actor }) => actor.avatar ?? null)}::text[],
      ${column(({ actor }) => actor.postsCount ?? null)}::int[],
      ${column(({ actor }) => actor.followersCount ?? null)}::int[],
      ${column(({ actor }) => JSON.stringify(actor.labels ?? []))}::jsonb[],
      ${column(({ actor, evidence }) => traitsOf(actor, evidence))}::smallint[],
      ${column(({ actor }) => actor.createdAt ?? null)}::timestamptz[],
      ${column(({ score }) => score)}::smallint[],
      ${column(({ evidence }) => JSON.stringify(evidence))}::jsonb[],
      ${column(({ modelVersion }) => modelVersion)}::smallint[])
    AS t (account_id, did, handle, display_name, description, avatar, posts, followers, labels, traits,
      created, score, evidence, model)
    ON CONFLICT ${target} DO UPDATE SET
      atproto_handle = EXCLUDED.atproto_handle, display_name = EXCLUDED.display_name,
      description = EXCLUDED.description, avatar_url = EXCLUDED.avatar_url, post_count = EXCLUDED.post_count,
      follower_count = EXCLUDED.follower_count, labels = EXCLUDED.labels,
      traits = EXCLUDED.traits | (atproto_matches.traits & ${traitBits.active}),
      account_created = EXCLUDED.account_created, match_score = EXCLUDED.match_score,
      evidence = EXCLUDED.evidence, model_version = EXCLUDED.model_version, profile_read_at = now(), gone_at = NULL`;
}

/**
 * Notes that these accounts have been searched for, and drops the shared matches that the search no longer gave, unless
 * somebody has decided about them, or they were made while the search went on.
 */
export async function closeSearch(
  tx: Prisma.TransactionClient,
  accountIds: bigint[],
  matches: NewMatch[],
  begun: Date,
): Promise<void> {
  await tx.$executeRaw`
    DELETE FROM atproto_matches AS old
    WHERE source_account_id = ANY (${accountIds}::bigint[]) AND private_to IS NULL
      AND profile_read_at < ${begun}::timestamptz
      AND NOT EXISTS (
        SELECT FROM unnest(
          ${matches.map(({ accountId }) => accountId)}::bigint[], ${matches.map(({ actor }) => actor.did)}::text[])
          AS kept (account_id, did)
        WHERE kept.account_id = old.source_account_id AND kept.did = old.atproto_did)
      AND NOT EXISTS (SELECT FROM user_match_status WHERE match_id = old.id)`;
  await tx.$executeRaw`
    UPDATE source_accounts SET searched_at = now(), claimed_until = NULL
    WHERE id = ANY (${accountIds}::bigint[])`;
  await noteFound(tx, accountIds);
}

/** Brings `found` of these source accounts up to date with their matches. */
export async function noteFound(tx: Prisma.TransactionClient, accountIds: bigint[]): Promise<void> {
  await tx.$executeRaw`
    UPDATE source_accounts AS account SET found = now.found
    FROM (
      SELECT id, EXISTS (
        SELECT FROM atproto_matches
        WHERE source_account_id = id AND private_to IS NULL AND gone_at IS NULL
          AND match_score >= ${LOOK_SCORE}) AS found
      FROM unnest(${accountIds}::bigint[]) AS id
    ) AS now
    WHERE account.id = now.id AND account.found <> now.found`;
}

/** The accounts of the shared matches of these source accounts, best first. */
export function listSharedActors(accountIds: bigint[]): Promise<Map<bigint, Actor[]>> {
  return listActors(db, accountIds, null);
}

/**
 * The accounts of the matches of these source accounts, each once, best first.
 *
 * @param user whose own matches count too; null for those that everybody sees.
 */
export async function listActors(
  tx: Prisma.TransactionClient,
  accountIds: bigint[],
  user: string | null,
): Promise<Map<bigint, Actor[]>> {
  const matches = await tx.atprotoMatch.findMany({
    where: {
      sourceAccountId: { in: accountIds },
      goneAt: null,
      OR: user ? [{ privateTo: null }, { privateTo: user }] : [{ privateTo: null }],
    },
    orderBy: [{ matchScore: "desc" }, { id: "asc" }],
  });
  const actors = new Map<bigint, Actor[]>();
  for (const match of matches) {
    const list = actors.get(match.sourceAccountId) ?? [];
    if (list.some(({ did }) => did === match.atprotoDid)) continue;
    actors.set(match.sourceAccountId, [...list, actorOf(match)]);
  }
  return actors;
}

/** The account of a match, as it was when it was last read. */
export function actorOf(match: AtprotoMatch): Actor {
  const evidence = match.evidence as Evidence[];
  return {
    did: match.atprotoDid,
    handle: match.atprotoHandle,
    displayName: match.displayName ?? undefined,
    description: match.description ?? undefined,
    avatar: match.avatarUrl ?? undefined,
    postsCount: match.postCount ?? undefined,
    followersCount: match.followerCount ?? undefined,
    createdAt: match.accountCreated?.toISOString(),
    labels: match.labels,
    // Kept nowhere else.
    verified: evidence.some(({ code }) => code === "verified") || undefined,
  };
}

/**
 * Keeps an account that a person chose by hand, scored like any other, for them alone.
 *
 * @returns the match.
 */
export async function keepChosenActor(
  tx: Prisma.TransactionClient,
  user: string,
  { accountId, source, actor }: { accountId: bigint; source: Source; actor: Actor },
): Promise<bigint> {
  await storeMatches(tx, scoreAll(accountId, source, [actor]), user);
  const { id } = await tx.atprotoMatch.findFirstOrThrow({
    where: { sourceAccountId: accountId, atprotoDid: actor.did, privateTo: user },
    select: { id: true },
  });
  return id;
}
