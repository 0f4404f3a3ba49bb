import { readUsername } from "@/lib/matching/names/username";
import type { Answer } from "./answers";
import type { Account, Directory } from "./directory";
import { jaroWinkler, lettersOf, mayReach } from "./jaro-winkler";
import type { Query } from "./pairs";
import { TrigramIndex } from "./trigrams";

/** An account as the peers look at it. */
export type PeerAccount = {
  handle: string;
  label: { text: string; letters: number };
  plainLabel: string;
  plainHandle: string;
  plainName: string;
  lowerName: string;
};

/** Equally good handles with the method's own score. */
type Group = { score: number; handles: string[] };

/** The accounts most like a text, without those that are `out` of the pool. */
export type Search = (text: string, out: ReadonlySet<string>) => PeerAccount[];

const SEARCH_THRESHOLD = 0.1;
const JARO_WINKLER_BAR = 0.92;
const HALF_ALIKE = 0.5;

export function forPeers(accounts: readonly Account[]): PeerAccount[] {
  return accounts.map(({ handle, displayName = "" }) => {
    const text = (handle.split(".")[0] ?? "").toLowerCase();
    return {
      handle,
      label: { text, letters: lettersOf(text) },
      plainLabel: plain(text),
      plainHandle: plain(handle),
      plainName: plain(displayName),
      lowerName: displayName.toLowerCase(),
    };
  });
}

/** A stand-in for the network's search, by trigrams of label and display name. */
export function searchOf(
  directory: Directory,
  accounts: readonly PeerAccount[],
  take: number,
): Search {
  return (text, out) =>
    directory
      .like(plain(text), take + out.size, SEARCH_THRESHOLD)
      .flatMap(({ at }) => accounts[at] ?? [])
      .filter(({ handle }) => !out.has(handle))
      .slice(0, take);
}

/**
 * ATlast's ladder: 100 handle label equal, 90 whole handle equal, 80 display
 * name equal, 60 label contains the username, 50 whole handle does, 40 display
 * name does, 30 the username contains the label; after lower-casing and
 * dropping `.`, `_` and `-`. It looks at the username only.
 */
export function ladder(query: Query, accounts: readonly PeerAccount[]): Group[] {
  const name = plain(localPart(query.username));
  return name ? grouped(accounts, (account) => rungOf(name, account)) : [];
}

/**
 * Sky Follower Bridge's rule (2.9.2): label equal, or Jaro-Winkler above 0.92,
 * or display name equal. Over many accounts: the best by equality, then
 * likeness, then display name.
 */
export function similar(query: Query, accounts: readonly PeerAccount[]): Group[] {
  const person = spoken(query);
  return grouped(accounts, (account) => similarRank(person, account));
}

/** The same rule as that extension applies it: the first similar one of three hits for each term is final. */
export function firstSimilar(query: Query, search: Search, out: ReadonlySet<string>): Answer {
  const person = spoken(query);
  for (const term of new Set([localPart(query.username), query.displayName])) {
    if ([...term].length <= 1) continue;
    const hit = search(term, out).find((account) => similarRank(person, account) > 0);
    if (hit) return { query, groups: [[hit.handle]] };
  }
  return { query, groups: [] };
}

/** Plain trigrams: the labels most like the username, from a similarity of a half on. */
export function mostAlikeOf(accounts: readonly PeerAccount[]): (query: Query) => Group[] {
  const index = new TrigramIndex(accounts.map(({ plainLabel }) => [plainLabel]));
  return (query) => {
    const hits = index.search(plain(localPart(query.username)), accounts.length, HALF_ALIKE);
    const likeness = new Map(hits.map(({ at, similarity }) => [accounts[at], similarity]));
    return grouped(
      [...likeness.keys()].filter((account) => account !== undefined),
      (account) => likeness.get(account) ?? 0,
    );
  };
}

/** Accounts with a score above zero by their score, best first. */
function grouped(
  accounts: readonly PeerAccount[],
  scoreOf: (account: PeerAccount) => number,
): Group[] {
  const groups = new Map<number, string[]>();
  for (const account of accounts) {
    const score = scoreOf(account);
    if (score === 0) continue;
    const handles = groups.get(score);
    if (handles) handles.push(account.handle);
    else groups.set(score, [account.handle]);
  }
  return [...groups].sort(([a], [b]) => b - a).map(([score, handles]) => ({ score, handles }));
}

function rungOf(name: string, { plainLabel, plainHandle, plainName }: PeerAccount): number {
  if (plainLabel === name) return 100;
  if (plainHandle === name) return 90;
  if (plainName === name) return 80;
  if (plainLabel.includes(name)) return 60;
  if (plainHandle.includes(name)) return 50;
  if (plainName.includes(name)) return 40;
  return plainLabel !== "" && name.includes(plainLabel) ? 30 : 0;
}

type Spoken = { names: readonly string[]; name: { text: string; letters: number }; full: string };

function spoken(query: Query): Spoken {
  const text = localPart(query.username).toLowerCase();
  const names = [text, text.replaceAll("_", ""), text.replaceAll("_", "-")];
  return { names, name: { text, letters: lettersOf(text) }, full: query.displayName.toLowerCase() };
}

function similarRank({ names, name, full }: Spoken, { label, lowerName }: PeerAccount): number {
  if (names.includes(label.text)) return 3;
  if (mayReach(JARO_WINKLER_BAR, name, label)) {
    const likeness = jaroWinkler(name.text, label.text);
    if (likeness > JARO_WINKLER_BAR) return 1 + likeness;
  }
  return full !== "" && full === lowerName ? 1 : 0;
}

/** The peers' normalising: lower case without `.`, `_` and `-`. */
function plain(text: string): string {
  return text.toLowerCase().replace(/[._-]/g, "");
}

/** What a person types into a search to find the username. */
export function termOf({ username }: Query): string {
  return localPart(username);
}

/** Fediverse addresses go to the peers by their local part, as their own search boxes would need. */
function localPart(username: string): string {
  return readUsername(username).server ? username.slice(0, username.indexOf("@")) : username;
}
