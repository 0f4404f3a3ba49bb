import type { OAuthSession } from "@atproto/oauth-client-node";
import { oauthClient } from "./client";
import { type Leave, leaveIn } from "./scopes";
import { keyId, signInAtWork } from "./sign-in-at-work";
import { sessionStore } from "./stores";

export type { OAuthSession };

/** The person's tokens are gone: revoked at their server, expired, or bound to a key that we no longer have. */
export class SessionExpired extends Error {
  override name = "SessionExpired";
}

/**
 * Does something at a person's server with their tokens, refreshed when they need to be.
 *
 * @throws SessionExpired when the person has to sign in again, whether that shows before or during the work.
 */
export async function withSession<T>(
  did: string,
  work: (session: OAuthSession) => Promise<T>,
): Promise<T> {
  try {
    const client = await oauthClient();
    const session = await client.restore(did);
    const signIn = { keyId: keyId(session.server.dpopKey.jwk) };
    return await signInAtWork.run(signIn, () => work(session));
  } catch (error) {
    // The client forgets a session that its server has refused for good, and keeps one that it could not ask about.
    if (await grantedScope(did)) throw error;
    throw new SessionExpired("sign in again", { cause: error });
  }
}

/** The scope that the person's server granted, or null when we hold no tokens of theirs that we can read. */
export async function grantedScope(did: string): Promise<string | null> {
  const session = await sessionStore.get(did);
  return session?.tokenSet.scope ?? null;
}

/** What the person's server lets us do; nothing when we hold no tokens of theirs. */
export async function grantedLeave(did: string): Promise<Leave> {
  return leaveIn((await grantedScope(did)) ?? "");
}

/** Revokes the person's tokens at their server and forgets them, also when that server does not answer. */
export async function endSession(did: string): Promise<void> {
  const client = await oauthClient();
  // What the server makes of it decides nothing here: the tokens go.
  await client.revoke(did).catch(() => {});
  await sessionStore.del(did);
}
