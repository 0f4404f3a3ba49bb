import { readDisplayName } from "./display-name";
import { readHandle } from "./handle";
import { readSource } from "./username";

/** Changes with every change of the keys below: stored keys of another version must be made anew. */
export const KEYS_VERSION = 2;

/** An account elsewhere, or an account on AT Protocol by its handle. */
export type Named =
  | { username: string; displayName?: string | null }
  | { handle: string; displayName?: string | null };

/**
 * The keys under which an account is filed. Two accounts with a key in common
 * are worth comparing; both sides use this one function. Keys are short
 * strings of folded letters and digits, distinct, two or so for an account.
 */
export function blockingKeys(named: Named): string[] {
  return "handle" in named ? actorKeys(named) : sourceKeys(named);
}

/**
 * What is left of a name without the changes people make when theirs is
 * taken: digits behind it, digits for letters, doubled letters.
 */
export function skeleton(plain: string): string {
  const bare = plain.replace(/\d+$/, "");
  const kept = bare.length >= 4 ? bare : plain;
  const spelt = /[a-z]/.test(kept) ? kept.replace(/[013457]/g, (digit) => LEET[digit] ?? "") : kept;
  return withoutRuns(spelt);
}

/** `skeletal` without one of the words people put before or behind a name; five letters stay. */
function core(skeletal: string): string {
  const front = BEFORE.find((word) => skeletal.startsWith(word) && fits(skeletal, word)) ?? "";
  const rest = skeletal.slice(front.length);
  const back = BEHIND.find((word) => rest.endsWith(word) && fits(rest, word)) ?? "";
  return rest.slice(0, rest.length - back.length);
}

const LEET: Record<string, string> = { 0: "o", 1: "i", 3: "e", 4: "a", 5: "s", 7: "t" };
const BEFORE = affixes("thereal real hey its iam the mrs lil big xo im mr dr x");
const BEHIND = affixes(
  "official photography photos photo travel design studio gaming writes makes draws cooks reads " +
    "labour music daily world queen online labs king blog love life conf real art ttv dev lab ink " +
    "mvp hq io tv xo yt mp nl de x",
);

const MIN_NAME = 6;

function actorKeys({ handle, displayName }: { handle: string; displayName?: string | null }) {
  const keys = new Set<string>();
  const { kind, label, stem, joined, whole } = readHandle(handle);
  add(keys, label.replace(/-/g, ""));
  if (whole) keys.add(whole);
  if (kind === "subdomain") {
    add(keys, stem.replace(/-/g, ""));
    add(keys, joined);
  }
  const { words } = readDisplayName(displayName ?? undefined);
  addFullName(keys, words[0], words.at(-1));
  return [...keys];
}

/**
 * An account elsewhere is also filed under the handles that people with its
 * display name take. Actors are not: two `j. smith` by display name alone are
 * no pair worth comparing.
 */
function sourceKeys(source: { username: string; displayName?: string | null }) {
  const keys = new Set<string>();
  const { username, name } = readSource(source);
  add(keys, username.plain);
  for (const words of [name.words, name.longWords ?? []]) addSpellings(keys, words);
  for (const alias of name.aliases.slice(0, 2)) add(keys, alias);
  for (const handle of name.handles) for (const key of actorKeys({ handle })) keys.add(key);
  return [...keys];
}

/** `adalovelace`, `alovelace`, `lovelace`, and for three words or more the first two. */
function addSpellings(keys: Set<string>, words: readonly string[]) {
  const [first = "", second] = words;
  const last = words.length > 1 ? words.at(-1) : undefined;
  addFullName(keys, first, last ?? first);
  if (!last) return;
  if ((first + last).length >= MIN_NAME) add(keys, first.charAt(0) + last);
  if (last.length >= MIN_NAME) keys.add(last);
  if (words.length > 2) addFullName(keys, first, second);
}

function addFullName(keys: Set<string>, first = "", last = "") {
  const name = first === last ? first : first + last;
  if (name.length >= MIN_NAME) add(keys, name);
}

function add(keys: Set<string>, plain: string) {
  if (plain.length < 2) return;
  keys.add(plain);
  keys.add(core(skeleton(plain)));
}

function fits(text: string, word: string): boolean {
  return text.length - word.length >= 5;
}

/** Affixes as they stand in a skeleton. */
function affixes(words: string): string[] {
  return words.split(" ").map(withoutRuns);
}

function withoutRuns(text: string): string {
  return text.replace(/(.)\1+/g, "$1");
}
