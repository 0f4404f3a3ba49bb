import type { HandleParts } from "../names/handle";
import { skeleton } from "../names/keys";
import { additionOf, longestShared } from "./additions";
import { measureOverlap } from "./overlap";
import { surprisal } from "./rarity";
import type { SourceFacts } from "./source-facts";
import type { Clue } from "./types";

/** One way in which two names may be one: the part that would be shared, and the clues it gives. */
export type Way = { text: string; clues: Clue[] };

/**
 * The ways in which a handle may come from a username or a name: one for each
 * part of the handle that somebody may have chosen.
 *
 * @param spread natural logarithm of the number of accounts that may bear a name by chance.
 */
export function handleWays(source: SourceFacts, handle: HandleParts, spread: number): Way[] {
  const ways: Way[] = [];
  for (const [text, part] of chosenParts(handle)) {
    if (text.length < 2) continue;
    const same = equality(source, handle, text, part);
    const { clues, shared } = same ?? resemblance(source, handle, text);
    clues.push(rarityClue(text, shared - spread));
    if (part === "domain") clues.push({ code: "own-domain", amount: 1, domain: handle.domain });
    if (isElsewhereOn(source, handle, text)) {
      const { label: name, domain } = handle;
      clues.push({ code: "name-before-domain", amount: 1, name, domain });
    }
    ways.push({ text, clues });
  }
  return ways;
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

type Part = "label" | "domain";

function chosenParts(handle: HandleParts): Map<string, Part> {
  const label = plain(handle.label);
  const domainParts = handle.kind === "domain" ? [handle.whole, label] : [];
  if (handle.kind === "subdomain")
    domainParts.push(handle.whole, handle.joined, plain(handle.stem));
  const parts = new Map<string, Part>(domainParts.map((text) => [text, "domain"]));
  if (!parts.has(label)) parts.set(label, "label");
  return parts;
}

/** True where only the domain would be the source's, and a name that is not stands before it: a colleague's, say. */
function isElsewhereOn({ known }: SourceFacts, handle: HandleParts, text: string): boolean {
  if (handle.kind !== "subdomain" || text !== plain(handle.stem)) return false;
  const label = plain(handle.label);
  return label !== text && !known.username.includes(label) && !known.words.includes(label);
}

function equality(source: SourceFacts, handle: HandleParts, text: string, part: Part) {
  const clue = equalityClue(source, handle, text, part);
  return clue ? { clues: [clue], shared: surprisal(text) } : null;
}

function equalityClue(
  source: SourceFacts,
  handle: HandleParts,
  text: string,
  part: Part,
): Clue | null {
  const { domain } = handle;
  if (text === source.username.plain) {
    if (part === "domain") return { code: "same-domain", amount: 1, domain };
    if (handle.kind !== "subdomain") return { code: "same-handle", amount: 1, name: text };
    return { code: "same-label", amount: 1, name: text, domain };
  }
  if (!source.fullNames.has(text)) return null;
  if (part === "domain") return { code: "domain-is-name", amount: 1, domain };
  return { code: "handle-is-name", amount: 1, name: text };
}

/**
 * What two names share is no more than either says about the other: a short
 * name within a long one shares its own little, however often it stands there.
 */
function resemblance(source: SourceFacts, handle: HandleParts, text: string) {
  const { known, username } = source;
  const forth = measureOverlap(text, known);
  const backs = source.spellings.map((own) => measureOverlap(own, { username: text, words: [] }));
  const gain = Math.max(0, ...backs.map((back) => back.alone - back.told));
  let shared = Math.min(forth.alone - forth.told, gain);
  let more = forth.left;
  let missing = Math.min(MOST_REST, ...backs.map((back) => back.left));

  const bones = skeleton(text);
  if (bones.length > 3 && bones === skeleton(username.plain)) {
    shared = surprisal(bones);
    more = Math.min(more, REST_OF_SKELETON);
    missing = Math.min(missing, REST_OF_SKELETON);
  }

  const clues: Clue[] = [{ code: "shared-part", amount: 1, part: longestShared(text, known) }];
  const at = handle.handle;
  if (more > 0)
    clues.push({ code: "more-in-handle", amount: Math.min(more, MOST_REST), handle: at });
  if (missing > 0) clues.push({ code: "missing-from-handle", amount: missing, handle: at });
  const addition = additionOf(text, known);
  if (addition) clues.push({ code: "usual-addition", amount: 1, addition });
  return { clues, shared };
}

function plain(label: string): string {
  return label.replace(/-/g, "");
}
