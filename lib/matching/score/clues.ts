import { accountClues, companyClues, linkClues } from "./account-clues";
import { bioClues } from "./bio";
import type { CandidateFacts } from "./candidate-facts";
import { displayClues, displayWays } from "./display-clues";
import { handleWays } from "./handle-clues";
import type { Model } from "./model";
import type { SourceFacts } from "./source-facts";
import type { Clue, Context, EvidenceCode } from "./types";

/**
 * Everything that speaks for or against a candidate by itself, not yet
 * weighed. Where a handle may come from the source's name in several ways, the
 * most probable one counts, and only that one.
 */
export function gatherClues(
  model: Model,
  source: SourceFacts,
  candidate: CandidateFacts,
  context: Context,
): Clue[] {
  let best: Clue[] = [];
  let bestOdds = Number.NEGATIVE_INFINITY;
  for (const reading of readCandidate(source, candidate, context)) {
    const odds = reading.reduce(
      (sum, { code, amount }) => sum + amount * model.weights[code].weight,
      0,
    );
    if (odds <= bestOdds) continue;
    best = reading;
    bestOdds = odds;
  }
  return best;
}

/**
 * The ways to read a candidate, each with all its clues: one for each way in
 * which the names may belong together, and one in which they do not.
 */
export function readCandidate(
  source: SourceFacts,
  facts: CandidateFacts,
  context: Context,
): Clue[][] {
  const { candidate, handle, bio } = facts;
  const spread = Math.log(context.networkSize ?? WHOLE_NETWORK);
  const name = source.plainName.text || source.joinedName.text;

  const before = [...linkClues(source, handle), ...bioClues(source, bio)];
  const after = [...accountClues(candidate, context), ...companyClues(candidate, context)];
  const ways = [...handleWays(source, facts, spread), ...displayWays(source, facts, spread)];
  const readings = ways.map((way) => [
    ...before,
    ...amongNamesakes(way.clues, context.namesakes),
    ...displayClues(source, facts, way),
    ...after,
  ]);
  readings.push([...before, { code: "unlike", amount: 1 }, ...after]);
  return readings.map((clues) => {
    const isPart = clues.some(({ code }) => code === "shared-part");
    const counted = isPart ? clues.map(asOfPart) : clues;
    return saysTooLittle(clues, name)
      ? [...counted, { code: "says-too-little", amount: 1, name }]
      : counted;
  });
}

/** Of a part that is shared, how rare it is says less: what goes with it may be common. */
const RARITY_OF_PART = 0.5;

function asOfPart(clue: Clue): Clue {
  return isRarity(clue) ? { ...clue, amount: RARITY_OF_PART * clue.amount } : clue;
}

/** Accounts of the network, rounded up: what is not told otherwise is supposed to be looked for in all of it. */
const WHOLE_NETWORK = 40_000_000;

/** Reasons that do not rest on the name: with one of them, a common name may be sure. */
const INDEPENDENT: readonly EvidenceCode[] = [
  "source-names-handle",
  "bridge-of-source",
  "bio-links-source",
  "bio-names-source",
  "same-server",
];
const SHORT_NAME = 3;
/** Below it, a stranger of the same name is as likely as one in three. */
const RARE_ENOUGH = 1;

/** Where the accounts of that name were counted, strangers number one less at most. */
function amongNamesakes(clues: readonly Clue[], namesakes = 0): Clue[] {
  if (namesakes < 2) return [...clues];
  const nats = -Math.log(namesakes - 1);
  return clues.map((clue) =>
    isRarity(clue) && clue.amount > nats
      ? { code: "common-name", amount: nats, name: clue.name }
      : clue,
  );
}

function saysTooLittle(clues: readonly Clue[], name: string): boolean {
  if (clues.some(({ code }) => INDEPENDENT.includes(code))) return false;
  const rarity = clues.find(isRarity);
  return name.length <= SHORT_NAME || (rarity !== undefined && rarity.amount < RARE_ENOUGH);
}

const RARITIES = ["rare-name", "common-name"] as const;
type Rarity = Extract<Clue, { code: (typeof RARITIES)[number] }>;

function isRarity(clue: Clue): clue is Rarity {
  return RARITIES.some((code) => code === clue.code);
}
