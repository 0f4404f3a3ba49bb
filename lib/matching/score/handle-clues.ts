import type { HandleParts } from "../names/handle";
import { additionOf, longestShared } from "./additions";
import { type CandidateFacts, type ChosenPart, withoutHyphens } from "./candidate-facts";
import { measureOverlap } from "./overlap";
import type { SourceFacts } from "./source-facts";
import { Spelling } from "./spelling";
import type { Clue } from "./types";

/** One way in which two names may be one: the part that would be shared, and the clues it gives. */
export type Way = { text: string; clues: Clue[] };

/**
 * The ways in which a handle may come from a username or a name: one for each
 * part of the handle that somebody may have chosen.
 *
 * @param spread natural logarithm of the number of accounts that may bear a name by chance.
 */
export function handleWays(
  source: SourceFacts,
  { handle, chosen }: CandidateFacts,
  spread: number,
): Way[] {
  return chosen.map((part) => {
    const { text } = part.spelling;
    const same = equality(source, handle, part);
    const { clues, shared } = same ?? resemblance(source, handle, part.spelling);
    clues.push(rarityClue(text, shared - spread));
    if (part.of === "domain") clues.push({ code: "own-domain", amount: 1, domain: handle.domain });
    if (isElsewhereOn(source, handle, text)) {
      const { label: name, domain } = handle;
      clues.push({ code: "name-before-domain", amount: 1, name, domain });
    }
    return { text, clues };
  });
}

/** How much rarer than one among all a name is, in nats; beyond ten either way it makes no difference. */
export function rarityClue(name: string, nats: number): Clue {
  const amount = Math.max(-MOST_RARITY, Math.min(MOST_RARITY, nats));
  return { code: amount >= 0 ? "rare-name" : "common-name", amount, name };
}

const MOST_RARITY = 10;
const MOST_REST = 15;
/** What digits and swapped letters leave unexplained when the skeletons of two names are the same. */
const REST_OF_SKELETON = 3;

/** True where only the domain would be the source's, and a name that is not stands before it: a colleague's, say. */
function isElsewhereOn({ known }: SourceFacts, handle: HandleParts, text: string): boolean {
  if (handle.kind !== "subdomain" || text !== withoutHyphens(handle.stem)) return false;
  const label = withoutHyphens(handle.label);
  return label !== text && !known.username.includes(label) && !known.words.includes(label);
}

function equality(source: SourceFacts, handle: HandleParts, part: ChosenPart) {
  const clue = equalityClue(source, handle, part);
  return clue ? { clues: [clue], shared: part.spelling.surprisal } : null;
}

function equalityClue(
  source: SourceFacts,
  { kind, domain }: HandleParts,
  { spelling: { text }, of }: ChosenPart,
): Clue | null {
  if (text === source.username.plain) {
    if (of === "domain") return { code: "same-domain", amount: 1, domain };
    if (kind !== "subdomain") return { code: "same-handle", amount: 1, name: text };
    return { code: "same-label", amount: 1, name: text, domain };
  }
  if (!source.fullNames.has(text)) return null;
  if (of === "domain") return { code: "domain-is-name", amount: 1, domain };
  return { code: "handle-is-name", amount: 1, name: text };
}

/**
 * What two names share is no more than either says about the other: a short
 * name within a long one shares its own little, however often it stands there.
 */
function resemblance(source: SourceFacts, { handle }: HandleParts, theirs: Spelling) {
  const { known, plainName, joinedName } = source;
  const { text } = theirs;
  const forth = measureOverlap(theirs, known);
  const knownOfThem = { username: text, words: [] };
  let [gain, more, missing] = [0, forth.left, MOST_REST];
  for (const own of [plainName, joinedName]) {
    if (own.text === "") continue;
    const back = measureOverlap(own, knownOfThem);
    gain = Math.max(gain, back.said);
    missing = Math.min(missing, back.left);
  }
  let shared = Math.min(forth.said, gain);

  if (theirs.bones.length > 3 && theirs.bones === plainName.bones) {
    shared = new Spelling(theirs.bones).surprisal;
    more = Math.min(more, REST_OF_SKELETON);
    missing = Math.min(missing, REST_OF_SKELETON);
  }

  const clues: Clue[] = [
    {
      code: "shared-part",
      amount: 1,
      // Only who is shown the clue asks for it.
      get part() {
        return longestShared(text, known);
      },
    },
  ];
  if (more > 0) clues.push({ code: "more-in-handle", amount: Math.min(more, MOST_REST), handle });
  if (missing > 0) clues.push({ code: "missing-from-handle", amount: missing, handle });
  const addition = additionOf(text, known);
  if (addition) clues.push({ code: "usual-addition", amount: 1, addition });
  return { clues, shared };
}
