import { readDisplayName } from "./display-name";
import { readHandle } from "./handle";
import { foldText, squeeze } from "./text";

/** A username elsewhere, taken apart. */
export type Username = {
  /** As written, folded, separators kept: `john_doe`. Empty when it says nothing about a name. */
  written: string;
  /** Letters and digits only: `johndoe`. */
  plain: string;
  /** Parts between separators: `["john", "doe"]`. */
  parts: string[];
  /** Home server of a fediverse address, lower-case: `mastodon.social`. */
  server: string | null;
};

/**
 * The identity key of a source account on its platform: trimmed, without a
 * leading `@`, lower-case, otherwise exact. `john.doe` and `john_doe` differ.
 */
export function usernameKey(username: string): string {
  return username.trim().replace(/^@/, "").toLowerCase();
}

/**
 * A username as it is looked up: folded (case, width, accents, disguises),
 * without separators and without the server of a fediverse address. Never
 * empty when the username has a letter or a digit. Not an identity: two people
 * may share it.
 */
export function normalizeUsername(username: string): string {
  const key = usernameKey(username);
  return squeeze(localPart(key)) || squeeze(key);
}

/**
 * Takes a username apart. Numbers that a platform gave (YouTube channel ids, X
 * account ids) name nobody: they come out with an empty `written` and `plain`.
 */
export function readUsername(username: string): Username {
  const key = usernameKey(username);
  if (isOpaque(username.trim())) return { written: "", plain: "", parts: [], server: null };
  const local = foldText(localPart(key));
  return {
    written: local,
    plain: squeeze(local) || squeeze(key),
    parts: local.match(/[\p{L}\p{M}\p{N}]+/gu) ?? [],
    server: serverOf(key),
  };
}

/**
 * The source account's own name on each side of a comparison, with what a
 * missing display name leaves to the username: channel titles and Facebook
 * names arrive as usernames with spaces in them.
 */
export function readSource(source: { username: string; displayName?: string | null }) {
  const username = readUsername(source.username);
  const spoken = /\s/.test(source.username.trim()) ? source.username : undefined;
  const name = readDisplayName(source.displayName ?? spoken);
  return { username, name };
}

const CHANNEL_ID = /^UC[\w-]{22}$/;
const ACCOUNT_ID = /^\d{7,}$/;

function isOpaque(username: string): boolean {
  return CHANNEL_ID.test(username) || ACCOUNT_ID.test(username);
}

function localPart(key: string): string {
  const at = key.indexOf("@");
  return at > 0 ? key.slice(0, at) : key;
}

function serverOf(key: string): string | null {
  const at = key.indexOf("@");
  return at > 0 && key.includes(".", at) ? readHandle(key.slice(at + 1)).handle : null;
}
