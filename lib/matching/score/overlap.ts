import type { Pieces } from "./rarity";
import { COMPARED_LENGTH, type Spelling } from "./spelling";

/** How much of a text is known already, in nats. */
export type Overlap = {
  /** How much less the text costs somebody who knows the person's username and name. */
  said: number;
  /** The part of what it costs them that nothing known explains. */
  left: number;
};

/** What is known of a person, folded: the username without separators, and the words of the name. */
export type Known = { username: string; words: readonly string[] };

/**
 * The cheapest way to write `spelling` by copying from what is known (the
 * username or parts of it; words of the name, their beginnings and initials)
 * and spelling the rest from the pieces that names are made of. What that
 * saves is how much the text says about the person: long rare copies say much,
 * short or common ones little, whatever surrounds them. Of a text longer than
 * any handle label, the beginning is measured.
 */
export function measureOverlap(spelling: Spelling, known: Known): Overlap {
  const { text, pieces } = spelling;
  const length = Math.min(text.length, COMPARED_LENGTH);
  told.fill(Number.POSITIVE_INFINITY, 1, length + 1);
  for (here = 0; here < length; here++) {
    spell(pieces, length);
    copyUsername(text, length, known.username);
    for (const word of known.words) copyWord(text, length, word);
  }
  return { said: spelling.cost - (told[length] as number), left: left[length] as number };
}

/** Costs of copies: what it takes to say where a copy begins and ends. */
const WHOLE_USERNAME = 0.5;
const EDGE_OF_USERNAME = 2;
const INSIDE_USERNAME = 4;
const WHOLE_WORD = 0.7;
const BEGINNING_OF_WORD = 2.5;
const INITIAL = 1.5;
const SHORTEST_PART = 3;

// Lowest costs of the text up to each letter. They live here, not in the function, because
// it runs some hundred thousand times a second.
const told = new Float64Array(COMPARED_LENGTH + 1);
const left = new Float64Array(COMPARED_LENGTH + 1);
let here = 0;

function spell({ first, ends, costs }: Pieces, length: number): void {
  const last = first[here + 1] as number;
  for (let piece = first[here] as number; piece < last; piece++) {
    const [end, cost] = [ends[piece] as number, costs[piece] as number];
    if (end <= length) reach(end, cost, cost);
  }
}

function reach(end: number, cost: number, unexplained: number): void {
  const whole = (told[here] as number) + cost;
  if (whole >= (told[end] as number)) return;
  told[end] = whole;
  left[end] = (left[here] as number) + unexplained;
}

function copyUsername(text: string, length: number, username: string): void {
  const shortest = Math.min(SHORTEST_PART, username.length);
  if (here + shortest > length) return;
  const first = text.charCodeAt(here);
  for (let from = 0; from + shortest <= username.length; from++) {
    if (username.charCodeAt(from) !== first) continue;
    const same = sameLength(text, here, length, username, from);
    for (let size = shortest; size <= same; size++) {
      const isEnd = from + size === username.length;
      if (from === 0) reach(here + size, isEnd ? WHOLE_USERNAME : EDGE_OF_USERNAME, 0);
      else reach(here + size, isEnd ? EDGE_OF_USERNAME : INSIDE_USERNAME, 0);
    }
  }
}

function copyWord(text: string, length: number, word: string): void {
  const same = sameLength(text, here, length, word, 0);
  if (same === 0) return;
  reach(here + 1, INITIAL, 0);
  for (let size = SHORTEST_PART; size <= same; size++) reach(here + size, BEGINNING_OF_WORD, 0);
  if (same === word.length) reach(here + same, WHOLE_WORD, 0);
}

function sameLength(
  text: string,
  start: number,
  length: number,
  other: string,
  from: number,
): number {
  const most = Math.min(length - start, other.length - from);
  let size = 0;
  while (size < most && text.charCodeAt(start + size) === other.charCodeAt(from + size)) size++;
  return size;
}
