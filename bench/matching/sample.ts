import { blockingKeys } from "@/lib/matching/names/keys";
import { readSource } from "@/lib/matching/names/username";
import type { Candidate } from "@/lib/matching/score/types";
import { type Account, Directory } from "./directory";
import type { Query } from "./pairs";

/** The candidates that a directory has for a query, and which of them are right. */
export type Case = { query: Query; candidates: Candidate[]; poolSize: number };

/** Cases with the weight they have in a fit. */
export type Sample = { cases: readonly Case[]; share: number };

const HITS_PER_SEARCH = 15;

/** Accounts of the directory and of the pairs, each handle once; the directory's own row comes first. */
export function poolOf(directory: readonly Account[], pairs: readonly Account[]): Account[] {
  const known = new Set(directory.map(({ handle }) => handle));
  return [...directory, ...pairs.filter(({ handle }) => !known.has(handle))];
}

/**
 * A part of a pool, the same at every run and the smaller within the larger.
 * Accounts named in `keep` stay.
 */
export function partOf(
  pool: readonly Account[],
  share: number,
  keep: readonly Account[],
): Account[] {
  const kept = new Set(keep.map(({ handle }) => handle));
  return pool.filter(({ handle }) => kept.has(handle) || hash(handle) < share * 2 ** 32);
}

/** Finds candidates as the product does: by keys, then by searches for the username and the name. */
export function casesOf(queries: readonly Query[], directory: Directory): Case[] {
  return queries.map((query) => ({
    query,
    candidates: candidatesOf(directory, query),
    poolSize: directory.accounts.length,
  }));
}

export function candidatesOf(directory: Directory, query: Query): Candidate[] {
  const found = new Set(directory.withKeys(blockingKeys(query)));
  const { username, name } = readSource(query);
  const [first = "", last = ""] = [name.words[0], name.words.at(-1)];
  for (const text of new Set([username.plain, first === last ? first : first + last])) {
    for (const { at } of directory.like(text, HITS_PER_SEARCH)) found.add(at);
  }
  return [...found].flatMap((at) => {
    const account = directory.accounts[at];
    return account ? [{ did: account.handle, ...account }] : [];
  });
}

/**
 * What the weights are fitted to: every name with its account in the pool and
 * without it in equal parts, as the prior supposes; some of them without a
 * display name, as many exports have none; some in smaller pools, so that the
 * weights of rarity hold for networks of any size.
 */
export function trainingSamples(
  queries: readonly Query[],
  directory: readonly Account[],
  pairs: readonly Account[],
): Sample[] {
  const pool = poolOf(directory, pairs);
  const whole = new Directory(pool);
  const quarter = new Directory(partOf(pool, 1 / 4, pairs));
  const twentieth = new Directory(partOf(pool, 1 / 20, pairs));
  const nameless = queries.map((query) => ({ ...query, displayName: "" }));
  const samples = [
    { cases: casesOf(queries, whole), share: 1 },
    { cases: casesOf(nameless, whole), share: 0.3 },
    { cases: casesOf(queries, quarter), share: 0.1 },
    { cases: casesOf(queries, twentieth), share: 0.1 },
  ];
  return samples.flatMap(({ cases, share }) => [
    { cases, share },
    { cases: withoutTruth(cases), share },
  ]);
}

/** The same cases as if the person were not on the network. */
export function withoutTruth(cases: readonly Case[]): Case[] {
  return cases.map((one) => ({
    ...one,
    candidates: one.candidates.filter(({ handle }) => !one.query.handles.has(handle)),
  }));
}

/** FNV-1a with a finaliser: even in its high bits. */
function hash(text: string): number {
  let sum = 0x811c9dc5;
  for (let at = 0; at < text.length; at++) {
    sum = Math.imul(sum ^ text.charCodeAt(at), 0x01000193);
  }
  sum = Math.imul(sum ^ (sum >>> 16), 0x85ebca6b);
  sum = Math.imul(sum ^ (sum >>> 13), 0xc2b2ae35);
  return (sum ^ (sum >>> 16)) >>> 0;
}
