import { readCsv } from "./csv";
import type { Account } from "./directory";

/** One name to find: an account elsewhere with the handles that are right answers for it. */
export type Query = {
  platform: string;
  username: string;
  displayName: string;
  /** Number of the person: queries of one person are never split between folds. */
  person: number;
  /** Handles listed for this person, lower-case. */
  handles: ReadonlySet<string>;
};

const COLUMNS = [
  "source_platform",
  "source_username",
  "source_display_name",
  "bsky_handle",
  "bsky_display_name",
] as const;

/**
 * Reads pairs of accounts. Rows that share a handle or an account elsewhere
 * are one person; each distinct account elsewhere is one query, and every
 * handle of its person is right.
 */
export function readPairs(file: string): { queries: Query[]; accounts: Account[]; people: number } {
  const rows = readCsv(file, COLUMNS);
  const groups = new Groups();
  for (const row of rows) groups.join(handleKey(row.bsky_handle), accountKey(row));

  const people = new Map<string, { number: number; handles: Set<string> }>();
  const accounts = new Map<string, Account>();
  for (const row of rows) {
    const root = groups.root(accountKey(row));
    const person = people.get(root) ?? { number: people.size, handles: new Set() };
    const handle = row.bsky_handle.toLowerCase();
    person.handles.add(handle);
    people.set(root, person);
    const displayName = row.bsky_display_name || accounts.get(handle)?.displayName;
    accounts.set(handle, { handle, displayName });
  }

  const queries = new Map<string, Query>();
  for (const row of rows) {
    const person = people.get(groups.root(accountKey(row)));
    if (!person || queries.has(accountKey(row))) continue;
    queries.set(accountKey(row), {
      platform: row.source_platform,
      username: row.source_username,
      displayName: row.source_display_name,
      person: person.number,
      handles: person.handles,
    });
  }
  return { queries: [...queries.values()], accounts: [...accounts.values()], people: people.size };
}

function accountKey(row: { source_platform: string; source_username: string }): string {
  return `${row.source_platform}:${row.source_username.toLowerCase()}`;
}

function handleKey(handle: string): string {
  return `at:${handle.toLowerCase()}`;
}

/** Disjoint sets of strings. */
class Groups {
  readonly #parents = new Map<string, string>();

  root(key: string): string {
    const parent = this.#parents.get(key) ?? key;
    if (parent === key) return key;
    const root = this.root(parent);
    this.#parents.set(key, root);
    return root;
  }

  join(one: string, other: string): void {
    this.#parents.set(this.root(one), this.root(other));
  }
}
