import { type AtIdentifierString, Client } from "@atproto/lex";
import { app } from "@bsky/sdk/lexicons";
import { env } from "@/lib/env";
import { ask } from "./ask";

/** An account on the network as its AppView shows it. What the AppView did not say is absent, not zero. */
export type Actor = {
  did: string;
  handle: string;
  displayName?: string;
  description?: string;
  avatar?: string;
  followersCount?: number;
  followsCount?: number;
  postsCount?: number;
  createdAt?: string;
  labels?: string[];
  verified?: boolean;
};

/** The most accounts that app.bsky.actor.getProfiles takes. */
export const PROFILES_PER_REQUEST = 25;
/** How long an answer of the AppView is waited for. */
export const TIMEOUT_MS = 20_000;

let client: Client | undefined;

/**
 * The profiles of these handles or DIDs, at most 25. Those that nobody has are left out of the answer.
 *
 * @throws NetworkBusy, NetworkUnreachable, RequestRefused (a handle that is none spoils the whole request).
 */
export async function getProfiles(actors: string[]): Promise<Actor[]> {
  const { profiles } = await ask(() =>
    appView().call(
      app.bsky.actor.getProfiles,
      { actors: actors as AtIdentifierString[] },
      { signal: AbortSignal.timeout(TIMEOUT_MS) },
    ),
  );
  return profiles.map(readActor);
}

/**
 * Accounts that the AppView's search finds for a text, best first. They come without counts.
 *
 * @param limit 1 to 100.
 * @throws NetworkBusy, NetworkUnreachable.
 */
export async function searchActors(text: string, limit: number): Promise<Actor[]> {
  const { actors } = await ask(() =>
    appView().call(
      app.bsky.actor.searchActors,
      { q: text, limit },
      { signal: AbortSignal.timeout(TIMEOUT_MS) },
    ),
  );
  return actors.map(readActor);
}

/**
 * Accounts whose handle or name begins with a text, as the AppView suggests them while somebody types, best first. They
 * come without counts and bios.
 *
 * @param limit 1 to 100.
 * @throws NetworkBusy, NetworkUnreachable.
 */
export async function suggestActors(text: string, limit: number): Promise<Actor[]> {
  const { actors } = await ask(() =>
    appView().call(
      app.bsky.actor.searchActorsTypeahead,
      { q: text, limit },
      { signal: AbortSignal.timeout(TIMEOUT_MS) },
    ),
  );
  return actors.map(readActor);
}

/** Where accounts are asked about, signed out. */
export function appView() {
  // The AppView shows what people wrote, valid or not: one odd record must not cost a whole answer.
  client ??= new Client(env().ATPROTO_APPVIEW_URL, {
    validateResponse: false,
    strictResponseProcessing: false,
  });
  return client;
}

type View =
  | app.bsky.actor.defs.ProfileViewBasic
  | app.bsky.actor.defs.ProfileView
  | app.bsky.actor.defs.ProfileViewDetailed;

function readActor(view: View): Actor {
  return {
    did: view.did,
    handle: view.handle,
    displayName: readText(view.displayName),
    description: "description" in view ? readText(view.description) : undefined,
    avatar: view.avatar,
    followersCount: "followersCount" in view ? view.followersCount : undefined,
    followsCount: "followsCount" in view ? view.followsCount : undefined,
    postsCount: "postsCount" in view ? view.postsCount : undefined,
    createdAt: Number.isNaN(Date.parse(view.createdAt ?? "")) ? undefined : view.createdAt,
    labels: view.labels?.filter((label) => !label.neg).map((label) => label.val),
    verified: view.verification ? view.verification.verifiedStatus === "valid" : undefined,
  };
}

/** Text as PostgreSQL can keep it: no NUL, no half of a surrogate pair. */
function readText(text: string | undefined) {
  return text?.replaceAll("\0", "").toWellFormed() || undefined;
}
