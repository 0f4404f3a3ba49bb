import type { AtIdentifierString } from "@atproto/lex";
import { app } from "@bsky/sdk/lexicons";
import { appView, TIMEOUT_MS } from "./actors";
import { ask } from "./ask";

/** How two accounts stand to each other, as far as everybody may know. */
export type Relation = {
  did: string;
  /** Whether it follows the account that was asked for. */
  followsBack: boolean;
  /** Whether one of the two blocks the other, by itself or by a list. */
  isBlocked: boolean;
};

/** The most accounts that app.bsky.graph.getRelationships takes. */
export const RELATIONS_PER_REQUEST = 30;

/**
 * How an account stands to others, at most 30. Left out: those that the AppView does not know.
 *
 * @throws NetworkBusy, NetworkUnreachable, RequestRefused.
 */
export async function getRelations(actor: string, others: string[]): Promise<Relation[]> {
  const { relationships } = await ask(() =>
    appView().call(
      app.bsky.graph.getRelationships,
      { actor: actor as AtIdentifierString, others: others as AtIdentifierString[] },
      { signal: AbortSignal.timeout(TIMEOUT_MS) },
    ),
  );
  return relationships.flatMap((relation) => {
    if (!("did" in relation)) return [];
    const { did, followedBy, blocking, blockedBy, blockingByList, blockedByList } =
      relation as app.bsky.graph.defs.Relationship;
    const blocks = [blocking, blockedBy, blockingByList, blockedByList];
    return [{ did, followsBack: Boolean(followedBy), isBlocked: blocks.some(Boolean) }];
  });
}

/**
 * When an account last posted or reposted something, or null when it never did.
 *
 * @throws NetworkBusy, NetworkUnreachable, RequestRefused.
 */
export async function readLastPost(did: string): Promise<Date | null> {
  const { feed } = await ask(() =>
    appView().call(
      app.bsky.feed.getAuthorFeed,
      { actor: did as AtIdentifierString, limit: 1, filter: "posts_with_replies" },
      { signal: AbortSignal.timeout(TIMEOUT_MS) },
    ),
  );
  const [newest] = feed;
  if (!newest) return null;
  const reason = newest.reason as { indexedAt?: string } | undefined;
  const at = Date.parse(reason?.indexedAt ?? newest.post.indexedAt);
  return Number.isNaN(at) ? null : new Date(at);
}
