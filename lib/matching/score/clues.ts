import { readDisplayName } from "../names/display-name";
import { readHandle } from "../names/handle";
import { accountClues, companyClues, linkClues } from "./account-clues";
import { bioClues } from "./bio";
import { displayClues, displayWays } from "./display-clues";
import { handleWays, type Way } from "./handle-clues";
import type { Model } from "./model";
import type { SourceFacts } from "./source-facts";
import type { Candidate, Clue, Context, EvidenceCode } from "./types";

/**
 * Everything that speaks for or against a candidate by itself, not yet
 * weighed. Where a handle may come from the source's name in several ways, the
 * most probable one counts, and only that one.
 */
export function gatherClues(
  model: Model,
  source: SourceFacts,
  candidate: Candidate,
  context: Context,
): Clue[] {
  const handle = readHandle(candidate.handle);
  const spread = Math.log(context.networkSize ?? WHOLE_NETWORK);
  const { displayName, description } = candidate;
  const theirs = readDisplayName(displayName);

  const clues = [...linkClues(source, handle), ...bioClues(source, description)];
  const ways = [...handleWays(source, handle, spread), ...displayWays(source, theirs, spread)];
  const way = mostProbable(model, ways);
  if (way) {
    clues.push(...amongNamesakes(way.clues, context.namesakes));
    clues.push(...displayClues(source, theirs, displayName, way));
  } else {
    clues.push({ code: "unlike", amount: 1 });
  }
  clues.push(...accountClues(candidate, context), ...companyClues(candidate, context));
  const name = source.username.plain || source.joinedName;
  if (saysTooLittle(clues, name)) clues.push({ code: "says-too-little", amount: 1, name });
  return clues;
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

function mostProbable(model: Model, ways: readonly Way[]): Way | null {
  let best: Way | null = null;
  let bestOdds = model.weights.unlike.weight;
  for (const way of ways) {
    const odds = way.clues.reduce(
      (sum, { code, amount }) => sum + amount * model.weights[code].weight,
      0,
    );
    if (odds <= bestOdds) continue;
    best = way;
    bestOdds = odds;
  }
  return best;
}

/** Where the accounts of that name were counted, strangers number one less at most. */
function amongNamesakes(clues: readonly Clue[], namesakes = 0): Clue[] {
  if (namesakes < 2) return [...clues];
  const nats = -Math.log(namesakes - 1);
  return clues.map((clue) =>
    (clue.code === "rare-name" || clue.code === "common-name") && clue.amount > nats
      ? { code: "common-name", amount: nats, name: clue.name }
      : clue,
  );
}

function saysTooLittle(clues: readonly Clue[], name: string): boolean {
  if (clues.some(({ code }) => INDEPENDENT.includes(code))) return false;
  const rarity = clues.find(({ code }) => code === "rare-name" || code === "common-name");
  return name.length <= SHORT_NAME || (rarity !== undefined && rarity.amount < RARE_ENOUGH);
}
