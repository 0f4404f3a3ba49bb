import { readDisplayName } from "@/lib/matching/names/display-name";
import { readHandle } from "@/lib/matching/names/handle";
import type { Account } from "./directory";

/** The file that lib/matching/score/rarity.ts reads: costs in nats, and the pieces that cost so much. */
export type RarityModel = { end: number; pieces: Record<string, string> };

const MAX_PIECE = 12;
const PIECES = 8000;
const ROUNDS = 12;
/** A piece is kept when at least this many different names use it: no name of a single person stays. */
const MIN_USES = 10;

/**
 * Learns pieces of names and their costs by expectation maximisation over all
 * ways to cut the names into pieces (a unigram model), pruning the least used
 * in each round. The same input gives the same model.
 */
export function fitRarity(directory: readonly Account[]): RarityModel {
  const names = namesOf(directory);
  let model = normalise(seed(names));
  for (let round = 0; round < ROUNDS; round++) {
    const uses = expectedUses(names, model);
    const room = Math.max(PIECES, Math.floor(model.size * 0.6));
    model = normalise(prune(uses, room));
  }
  const total = sum(expectedUses(names, model).values());
  const stop = names.length / (total + names.length);
  const pieces = new Map<string, string[]>();
  for (const [piece, share] of [...model].sort(([a], [b]) => (a < b ? -1 : 1))) {
    const cost = (-Math.log(share * (1 - stop))).toFixed(1);
    pieces.set(cost, [...(pieces.get(cost) ?? []), piece]);
  }
  const sorted = [...pieces].sort(([a], [b]) => Number(a) - Number(b));
  return {
    end: Number((-Math.log(stop)).toFixed(2)),
    pieces: Object.fromEntries(sorted.map(([cost, words]) => [cost, words.join(" ")])),
  };
}

/** Distinct handle labels and distinct display names, in the letters that the model knows. */
function namesOf(directory: readonly Account[]): string[] {
  const names = new Set<string>();
  for (const { handle, displayName } of directory) {
    const { label, stem } = readHandle(handle);
    names.add((stem || label).replace(/[^a-z0-9]/g, ""));
    names.add(readDisplayName(displayName).words.join(""));
  }
  return [...names].filter((name) => /^[a-z0-9]{1,40}$/.test(name)).sort();
}

function seed(names: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const name of names) {
    for (let start = 0; start < name.length; start++) {
      for (let end = start + 1; end <= Math.min(name.length, start + MAX_PIECE); end++) {
        const piece = name.slice(start, end);
        counts.set(piece, (counts.get(piece) ?? 0) + 1);
      }
    }
  }
  const kept = [...counts].filter(([piece, count]) => piece.length === 1 || count >= 2 * MIN_USES);
  return new Map(kept.map(([piece, count]) => [piece, count * piece.length]));
}

function expectedUses(
  names: readonly string[],
  model: ReadonlyMap<string, number>,
): Map<string, number> {
  const uses = new Map<string, number>();
  for (const name of names) {
    const { length } = name;
    const before = new Float64Array(length + 1);
    const after = new Float64Array(length + 1);
    before[0] = 1;
    after[length] = 1;
    for (let end = 1; end <= length; end++) {
      for (let start = Math.max(0, end - MAX_PIECE); start < end; start++) {
        const share = model.get(name.slice(start, end)) ?? 0;
        before[end] = at(before, end) + at(before, start) * share;
      }
    }
    for (let start = length - 1; start >= 0; start--) {
      for (let end = start + 1; end <= Math.min(length, start + MAX_PIECE); end++) {
        const piece = name.slice(start, end);
        const share = model.get(piece) ?? 0;
        after[start] = at(after, start) + share * at(after, end);
        const use = (at(before, start) * share * at(after, end)) / at(before, length);
        if (use > 1e-9) uses.set(piece, (uses.get(piece) ?? 0) + use);
      }
    }
  }
  return uses;
}

function prune(uses: ReadonlyMap<string, number>, room: number): Map<string, number> {
  const single = [...uses].filter(([piece]) => piece.length === 1);
  const longer = [...uses]
    .filter(([piece, count]) => piece.length > 1 && count >= MIN_USES)
    .sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1))
    .slice(0, room);
  return new Map([...single.map(([piece, n]) => [piece, Math.max(n, 1)] as const), ...longer]);
}

function normalise(weights: ReadonlyMap<string, number>): Map<string, number> {
  const total = sum(weights.values());
  return new Map([...weights].map(([piece, weight]) => [piece, weight / total]));
}

function sum(numbers: Iterable<number>): number {
  let total = 0;
  for (const number of numbers) total += number;
  return total;
}

function at(numbers: Float64Array, index: number): number {
  return numbers[index] ?? 0;
}
