import { readDisplayName } from "@/lib/matching/names/display-name";
import { readHandle } from "@/lib/matching/names/handle";
import { blockingKeys } from "@/lib/matching/names/keys";
import { readCsv } from "./csv";
import { TrigramIndex } from "./trigrams";

export type Account = { handle: string; displayName?: string };

/** Reads a directory file: a CSV with the columns handle and display_name (which may be empty). */
export function readDirectory(file: string): Account[] {
  return readCsv(file, ["handle", "display_name"]).map((row) => ({
    handle: row.handle.toLowerCase(),
    displayName: row.display_name || undefined,
  }));
}

/**
 * Accounts in memory, found as the product finds them: by keys, and by a
 * stand-in for the network's search (trigrams of handle label and display name).
 */
export class Directory {
  readonly accounts: readonly Account[];
  readonly #keys = new Map<string, number[]>();
  readonly #trigrams: TrigramIndex;

  constructor(accounts: readonly Account[]) {
    this.accounts = accounts;
    for (const [at, account] of accounts.entries()) {
      for (const key of blockingKeys(account)) {
        const filed = this.#keys.get(key);
        if (filed) filed.push(at);
        else this.#keys.set(key, [at]);
      }
    }
    this.#trigrams = new TrigramIndex(accounts.map(textsOf));
  }

  /** Numbers of the accounts filed under one of `keys`; keys with more than `cap` accounts are passed over. */
  withKeys(keys: readonly string[], cap = 50): number[] {
    const found = new Set<number>();
    for (const key of keys) {
      const filed = this.#keys.get(key) ?? [];
      if (filed.length <= cap) for (const at of filed) found.add(at);
    }
    return [...found];
  }

  /** Numbers of the accounts most like `text`, best first. */
  like(text: string, take: number, threshold = 0.3): { at: number; similarity: number }[] {
    return this.#trigrams.search(text, take, threshold);
  }
}

function textsOf({ handle, displayName }: Account): string[] {
  const { label, stem, joined } = readHandle(handle);
  const name = readDisplayName(displayName).words.join("");
  const plain = [label.replace(/-/g, ""), stem.replace(/-/g, ""), joined, name];
  return [...new Set(plain.filter((text) => text !== ""))];
}
