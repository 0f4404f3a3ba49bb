import { finishSignIn, type Leave, startSignIn } from "@/lib/oauth";
import { openSession, type UserDid } from "@/lib/users";
import { authorize, type Login } from "./authorize";

/**
 * Signs a person of the local network in, as they would: what the app holds of them afterwards (tokens, user, session) is
 * what it always holds. See `startOwnNetwork` for the network; the person needs a password on it.
 *
 * @param leave what they allow; without it, what following in the usual app needs.
 * @returns who they are, and the token that their browser would hold.
 */
export async function signIn(
  login: Login,
  leave?: Leave,
): Promise<{ user: UserDid; token: string }> {
  const started = await startSignIn(login.handle, { returnTo: "/uploads", leave });
  if (!started.ok) throw new Error(`The sign-in did not begin: ${started.problem}.`);

  const back = await authorize(started.url, login);
  const finished = await finishSignIn(back.searchParams, started.browserToken);
  if (!finished.ok) throw new Error(`The sign-in did not end: ${finished.problem}.`);

  const { token } = await openSession(finished.did, "A test");
  return { user: finished.did as UserDid, token };
}
