import type { OAuthSession } from "@atproto/oauth-client-node";
import { db } from "@/lib/db";
import { oauthClient } from "./client";

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
    return await work(await client.restore(did));
  } catch (error) {
    // The client forgets a session that its server has refused for good, and keeps one that it could not ask about.
    if (await grantedScope(did)) throw error;
    throw new SessionExpired("sign in again", { cause: error });
  }
}

/** The scope that the person's server granted, or null when we hold no tokens of theirs. */
export async function grantedScope(did: string): Promise<string | null> {
  const row = await db.oauthSession.findUnique({ where: { did }, select: { scope: true } });
  return row?.scope ?? null;
}

/** Revokes the person's tokens at their server and forgets them, also when that server does not answer. */
export async function endSession(did: string): Promise<void> {
  await (await oauthClient()).revoke(did);
}
