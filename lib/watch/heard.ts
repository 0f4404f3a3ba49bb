import { isDidString, isHandleString } from "@atproto/lex";
import type { ActorChange } from "@/lib/directory";

/** What a source tells of an account: how it is now; or only that it is another, so that the AppView has to be asked. */
export type Heard = ActorChange | { did: string; isUnclear: true };

export const PROFILE = "app.bsky.actor.profile";

const INVALID_HANDLE = "handle.invalid";
/** Longer than the lexicon allows, and short enough for anybody's record. */
const LONGEST_NAME = 640;
const LONGEST_BIO = 4_000;
const LONGEST_DID = 256;

/** Whether a source names an account that can be kept. */
export function isDid(did: unknown): did is string {
  return typeof did === "string" && did.length <= LONGEST_DID && isDidString(did);
}

/**
 * An identity event. A handle that is missing or empty was not resolved yet; one that is invalid is none.
 *
 * @param did checked already.
 */
export function hearIdentity(did: string, handle: unknown, at?: Date): Heard {
  if (handle === INVALID_HANDLE) return { did, handle: null, at };
  if (typeof handle !== "string" || !isHandleString(handle)) return { did, isUnclear: true };
  return { did, handle, at };
}

/** A profile record that was created or changed; null for one that was deleted, undefined when the event left it out. */
export function hearProfile(did: string, record: unknown, rev?: string): Heard {
  if (record === undefined) return { did, isUnclear: true };
  const { displayName, description } = (record ?? {}) as Record<string, unknown>;
  return {
    did,
    displayName: readText(displayName, LONGEST_NAME),
    description: readText(description, LONGEST_BIO),
    rev,
  };
}

/** When an event was, as its server says: a clock that runs ahead must not make all that follows look old. */
export function readTime(time: unknown): Date | undefined {
  const at = Date.parse(String(time));
  return Number.isNaN(at) ? undefined : new Date(Math.min(at, Date.now()));
}

/** Text of a record that nobody has checked, as PostgreSQL can keep it: no NUL, no half of a surrogate pair. */
function readText(text: unknown, longest: number) {
  if (typeof text !== "string") return null;
  return text.slice(0, longest).replaceAll("\0", "").toWellFormed().trim() || null;
}
