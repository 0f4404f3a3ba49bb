import { hasDisguise } from "../names/text";
import type { CandidateFacts } from "./candidate-facts";
import { rarityClue, type Way } from "./handle-clues";
import type { SourceFacts } from "./source-facts";
import type { Clue } from "./types";

/**
 * Ways to the source by the candidate's display name, whatever its handle is:
 * the two display names are the same full name, or one is the other's username.
 */
export function displayWays(
  source: SourceFacts,
  { name, joinedName }: CandidateFacts,
  spread: number,
): Way[] {
  const joined = joinedName.text;
  if (joined.length < SHORTEST_NAME) return [];
  const ways: Way[] = [];
  if (isSame(source.name.words, name.words)) {
    const same: Clue = { code: "display-is-name", amount: 1, name: joined };
    const nats = joinedName.surprisal - BORNE_BY_MANY;
    ways.push({ text: joined, clues: [same, rarityClue(joined, nats - spread)] });
  }
  const user = source.username.plain;
  if (user.length >= SHORTEST_NAME && (joined === user || name.aliases.includes(user))) {
    const same: Clue = { code: "display-is-username", amount: 1, name: user };
    const nats = source.plainName.surprisal;
    ways.push({ text: user, clues: [same, rarityClue(user, nats - spread)] });
  }
  return ways;
}

/**
 * What the two display names add to the way that was found. A display name
 * that only repeats what stands in the handle adds little.
 */
export function displayClues(
  source: SourceFacts,
  { candidate, name: theirs }: CandidateFacts,
  { text, clues: found }: Way,
): Clue[] {
  const clues: Clue[] = [];
  const name = (candidate.displayName ?? "").trim();
  if (hasDisguise(name)) clues.push({ code: "disguised-name", amount: 1, name });
  const ours = source.name.words;
  const isWay = found.some(({ code }) => code === "display-is-name");
  if (isWay || ours.length === 0 || theirs.words.length === 0) return clues;

  if (isSame(ours, theirs.words)) {
    const repeats = ours.some((word) => word.length >= 3 && text.includes(word));
    clues.push({ code: "same-display-name", amount: repeats ? 0.4 : 1, name });
  } else if (isPartlySame(ours, theirs.words)) {
    clues.push({ code: "similar-display-name", amount: 1, name });
  } else if (isOther(source, theirs.words, text)) {
    clues.push({ code: "other-display-name", amount: 1, name });
  }
  return clues;
}

const SHORTEST_NAME = 3;
/** Display names are not unique: a common one is borne by more people than handles of that name show. */
const BORNE_BY_MANY = 2;

/** The same words in any order, or written together. */
function isSame(ours: readonly string[], theirs: readonly string[]): boolean {
  return ours.join("") === theirs.join("") || sorted(ours) === sorted(theirs);
}

/** All words of the shorter name are in the longer one, an initial standing for a word; two at least. */
function isPartlySame(ours: readonly string[], theirs: readonly string[]): boolean {
  const [few, many] = ours.length < theirs.length ? [ours, theirs] : [theirs, ours];
  if (few.length < 2 || !few.some((word) => word.length > 1)) return false;
  return few.every((word) =>
    many.some((other) => other === word || isInitial(word, other) || isInitial(other, word)),
  );
}

function isInitial(short: string, word: string): boolean {
  return short.length === 1 && word.startsWith(short);
}

/** Nothing in the display name is the source's: no word, and no part of its username. */
function isOther(source: SourceFacts, theirs: readonly string[], text: string): boolean {
  const ours = source.name.words;
  if (ours.length < 2 || theirs.length < 2) return false;
  if (!ours.every(isLatin) || !theirs.every(isLatin)) return false;
  const stem = (word: string) => word.slice(0, 3);
  const heads = new Set(ours.map(stem));
  return !theirs.some(
    (word) =>
      heads.has(stem(word)) ||
      (word.length >= 3 && (source.username.plain.includes(word) || text.includes(word))),
  );
}

function isLatin(word: string): boolean {
  return /^[a-z0-9]+$/.test(word);
}

function sorted(words: readonly string[]): string {
  return words.toSorted().join(" ");
}
