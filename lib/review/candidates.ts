import { appsUsed } from "@/lib/apps";
import { Prisma } from "@/lib/db";
import type { Evidence } from "@/lib/matching";

/** An account on the network that may be a row's person. */
export type Candidate = {
  matchId: bigint;
  did: string;
  handle: string;
  displayName: string | null;
  description: string | null;
  avatarUrl: string | null;
  postCount: number | null;
  followerCount: number | null;
  lastActiveAt: Date | null;
  labels: string[];
  score: number;
  evidence: Evidence[];
  isDismissed: boolean;
  isChosen: boolean;
  isViewed: boolean;
  followsMe: boolean;
  /** Ids of the apps beside Bluesky that they are known to use. */
  apps: string[];
};

/** A candidate as JSON holds it. */
export type StoredCandidate = Omit<Candidate, "matchId" | "lastActiveAt" | "apps"> & {
  matchId: number;
  collections: string[] | null;
  lastActiveAt: string | null;
};

/**
 * SQL for what a person may see of the candidates of a source account, as one JSON value: dismissed ones last, then by
 * score. A page of rows with all of their candidates is then one statement.
 */
export function candidatesOf(user: string, accountId: Prisma.Sql): Prisma.Sql {
  return Prisma.sql`
    SELECT json_agg(json_build_object(
      'matchId', (c.match).id, 'did', (c.match).atproto_did, 'handle', (c.match).atproto_handle,
      'displayName', (c.match).display_name, 'description', (c.match).description, 'avatarUrl', (c.match).avatar_url,
      'postCount', (c.match).post_count, 'followerCount', (c.match).follower_count,
      'lastActiveAt', (c.match).last_active_at, 'labels', (c.match).labels, 'score', (c.match).match_score,
      'evidence', (c.match).evidence, 'isDismissed', c.dismissed, 'isChosen', c.chosen, 'isViewed', c.viewed,
      'followsMe', c.follows_me, 'collections',
      (SELECT collections FROM actor_collections WHERE did = (c.match).atproto_did)
    ) ORDER BY c.dismissed, (c.match).match_score DESC, (c.match).id) AS candidates
    FROM candidates(${user}, ${accountId}) AS c`;
}

export function readCandidate(stored: StoredCandidate): Candidate {
  const { matchId, lastActiveAt, collections, ...rest } = stored;
  return {
    ...rest,
    apps: appsUsed(collections ?? []),
    matchId: BigInt(matchId),
    lastActiveAt: lastActiveAt === null ? null : new Date(lastActiveAt),
  };
}
