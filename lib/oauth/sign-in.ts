import {
  OAuthCallbackError,
  OAuthResolverError,
  OAuthResponseError,
} from "@atproto/oauth-client-node";
import { hashToken, randomToken, sameSecret } from "@/lib/secrets";
import { oauthClient } from "./client";
import { FALLBACK_SCOPE, type Leave, SIGN_IN_LEAVE, scopeFor } from "./scopes";
import { peekState } from "./stores";

/** Why a sign-in did not come about; the page has a sentence for each. */
export type SignInProblem =
  | "handle-malformed"
  | "handle-unknown"
  | "server-unreachable"
  | "server-refused"
  | "denied"
  | "used-or-expired"
  | "other-browser";

type Started = { ok: true; url: string; browserToken: string };
type Finished = { ok: true; did: string; scope: string; returnTo: string };
type Failed = {
  ok: false;
  problem: SignInProblem;
  /** Where the sign-in was begun for, when that is known. */
  returnTo?: string;
};

/** What travels through the person's server and back, encrypted in our database meanwhile. */
type Journey = { browser: string; returnTo: string };

// Copied handles carry marks that nobody sees: zero-width, direction and non-breaking characters.
const INVISIBLE = /[\u00A0\u00AD\u200B-\u200F\u202A-\u202E\u2060-\u2069\uFEFF]/g;
const HANDLE = /^([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]([a-z0-9-]{0,61}[a-z0-9])?$/;
const DID = /^did:(plc:[a-z2-7]{24}|web:[a-z0-9.:%-]+)$/;

/**
 * Begins a sign-in with a handle, a DID, or the https address of a server (where the person chooses the account).
 *
 * @param options.leave what to ask for; without it, what following in the usual app needs. What is granted takes the
 *   place of what was granted before.
 * @param options.broadScope ask for the one scope that servers know which know no others.
 * @returns where to send the browser, and a token that only this browser may keep until it comes back.
 */
export async function startSignIn(
  typed: string,
  options: { returnTo: string; leave?: Leave; broadScope?: boolean },
): Promise<Started | Failed> {
  const identifier = readIdentifier(typed);
  if (!identifier) return { ok: false, problem: "handle-malformed" };

  const browserToken = randomToken();
  const journey: Journey = { browser: hashToken(browserToken), returnTo: options.returnTo };
  try {
    const client = await oauthClient();
    const url = await client.authorize(identifier, {
      scope: options.broadScope ? FALLBACK_SCOPE : scopeFor(options.leave ?? SIGN_IN_LEAVE),
      state: JSON.stringify(journey),
    });
    return { ok: true, url: url.href, browserToken };
  } catch (error) {
    return { ok: false, problem: startProblem(error) };
  }
}

/**
 * Ends a sign-in with what the person's server sent along. Works once, and only in the browser that began it.
 *
 * @param browserToken the token that `startSignIn` gave this browser.
 */
export async function finishSignIn(
  params: URLSearchParams,
  browserToken: string | undefined,
): Promise<Finished | Failed> {
  const journey = await readJourney(params.get("state"));
  if (!journey) return { ok: false, problem: "used-or-expired" };
  // Before anything is asked for: no tokens of whoever began it elsewhere come here.
  if (!isSameBrowser(journey, browserToken)) return { ok: false, problem: "other-browser" };
  try {
    const client = await oauthClient();
    const { session } = await client.callback(params);
    const { scope } = await session.getTokenInfo(false);
    return { ok: true, did: session.did, scope, returnTo: journey.returnTo };
  } catch (error) {
    if (!(error instanceof OAuthCallbackError)) throw error;
    return { ok: false, problem: finishProblem(error), returnTo: journey.returnTo };
  }
}

function readIdentifier(typed: string) {
  const text = typed.replace(INVISIBLE, "").trim();
  if (/^https:\/\/[^/?#]+\/?$/i.test(text)) return text.toLowerCase();
  const name = text.replace(/^@/, "").toLowerCase();
  return HANDLE.test(name) || DID.test(name) ? name : null;
}

async function readJourney(state: string | null): Promise<Journey | null> {
  const saved = state ? await peekState(state) : undefined;
  return saved?.appState ? (JSON.parse(saved.appState) as Journey) : null;
}

function isSameBrowser(journey: Journey, browserToken: string | undefined) {
  return sameSecret(browserToken && hashToken(browserToken), journey.browser);
}

function startProblem(error: unknown): SignInProblem {
  if (error instanceof OAuthResponseError) return "server-refused";
  if (isUnreachable(error)) return "server-unreachable";
  if (error instanceof OAuthResolverError) return "handle-unknown";
  throw error;
}

function finishProblem(error: OAuthCallbackError): SignInProblem {
  const answer = error.params.get("error");
  if (answer === "access_denied") return "denied";
  if (answer) return "server-refused";
  // Another answer has taken the state meanwhile.
  if (error.state === undefined) return "used-or-expired";
  return isUnreachable(error) ? "server-unreachable" : "server-refused";
}

/** Whether a request failed on its way, somewhere below this error. */
function isUnreachable(error: unknown): boolean {
  for (let cause = error; cause instanceof Error; cause = cause.cause) {
    if (/fetch failed|timed? ?out|aborted|ECONN|ENOTFOUND|EAI_AGAIN/i.test(cause.message))
      return true;
    const { status } = cause as { status?: number };
    if (status !== undefined && status >= 500) return true;
  }
  return false;
}
