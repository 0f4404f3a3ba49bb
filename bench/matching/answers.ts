import type { Query } from "./pairs";

/**
 * What a method answers to a query: groups of equally good handles, best
 * group first. No group: not found. A group counts by the share of it that is
 * right.
 */
export type Answer = { query: Query; groups: readonly (readonly string[])[] };

export type Quality = { precision: number; recall: number; f1: number; recallAt5: number };

export function qualityOf(answers: readonly Answer[]): Quality {
  const answered = answers.filter(({ groups }) => groups.length > 0);
  const right = sum(answered.map(({ query, groups }) => shareRight(query, groups[0] ?? [])));
  const precision = right / Math.max(1, answered.length);
  const recall = right / Math.max(1, answers.length);
  return {
    precision,
    recall,
    f1: right === 0 ? 0 : (2 * precision * recall) / (precision + recall),
    recallAt5: sum(answers.map(rightInFive)) / Math.max(1, answers.length),
  };
}

/** Share of the queries that get any answer. */
export function answeredShare(answers: readonly Answer[]): number {
  return answers.filter(({ groups }) => groups.length > 0).length / Math.max(1, answers.length);
}

export function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}

function shareRight({ handles }: Query, group: readonly string[]): number {
  return group.filter((handle) => handles.has(handle)).length / Math.max(1, group.length);
}

/** How probable it is that a right handle is among five, drawn group by group. */
function rightInFive({ query, groups }: Answer): number {
  let places = 5;
  let missed = 1;
  for (const group of groups) {
    if (places <= 0) break;
    const right = group.filter((handle) => query.handles.has(handle)).length;
    missed *= chanceOfNone(group.length, right, Math.min(places, group.length));
    places -= group.length;
  }
  return 1 - missed;
}

/** The chance that `drawn` of `size` are none of the `right` ones. */
function chanceOfNone(size: number, right: number, drawn: number): number {
  let chance = 1;
  for (let i = 0; i < right; i++) chance *= Math.max(0, (size - drawn - i) / (size - i));
  return chance;
}
