import { type Agent, type AtIdentifierString, Client } from "@atproto/lex";
import { app } from "@bsky/sdk/lexicons";
import { env } from "@/lib/env";
import { PROFILES_PER_REQUEST, TIMEOUT_MS } from "./actors";
import { ask } from "./ask";
import type { Relation } from "./relations";

/** How a person stands to an account, with what only the person's own account can see. */
export type OwnRelation = Relation & {
  /** Whether the person has muted it, by itself or by a list. */
  isMuted: boolean;
  /**
   * How many of those whom the person follows follow it. Absent where there are none, and where the AppView leaves it out:
   * it gives no more than a moment to counting them.
   */
  knownFollowers?: number;
};

/** The most accounts that can be asked about at once. */
export const OWN_RELATIONS_PER_REQUEST = PROFILES_PER_REQUEST;

/**
 * How the person of a session stands to other accounts, at most 25: asked by their own server in their name. Left out:
 * those that the AppView does not know.
 *
 * @throws NetworkBusy, NetworkUnreachable, RequestRefused (the server does not let us, for one).
 */
export async function getOwnRelations(session: Agent, others: string[]): Promise<OwnRelation[]> {
  const client = new Client(session, {
    validateResponse: false,
    strictResponseProcessing: false,
    service: `${env().ATPROTO_APPVIEW_DID as `did:web:${string}`}#bsky_appview`,
  });
  const { profiles } = await ask(() =>
    client.call(
      app.bsky.actor.getProfiles,
      { actors: others as AtIdentifierString[] },
      { signal: AbortSignal.timeout(TIMEOUT_MS) },
    ),
  );
  return profiles.map(({ did, viewer = {} }) => ({
    did,
    followsBack: Boolean(viewer.followedBy),
    isBlocked: Boolean(viewer.blocking || viewer.blockingByList || viewer.blockedBy),
    isMuted: Boolean(viewer.muted || viewer.mutedByList),
    knownFollowers: viewer.knownFollowers?.count,
  }));
}
