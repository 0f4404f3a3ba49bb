import { AsyncLocalStorage } from "node:async_hooks";

/**
 * Which sign-in the tokens come from that something is being done with: unset until they have been read.
 *
 * The OAuth client names a session by the person alone. Were a person to sign in again, or to sign out, while their
 * tokens are being refreshed or used, it would put the old tokens in the place of the new ones, give the new ones up
 * because they do not fit the old key, or bring back those that are to be forgotten.
 */
export const signInAtWork = new AsyncLocalStorage<{ keyId?: string }>();

/** What tells sign-ins apart: the public half of their DPoP key. */
export function keyId(jwk: object): string {
  const { x } = jwk as { x?: string };
  if (!x) throw new Error("a DPoP key without a public half");
  return x;
}
