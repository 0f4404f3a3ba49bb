import { type CandidateFacts, readCandidateFacts } from "./candidate-facts";
import { gatherClues } from "./clues";
import { bandOf, MODEL, type Model } from "./model";
import { readSourceFacts, type SourceFacts } from "./source-facts";
import type { Candidate, Clue, Context, Evidence, Scored, Source } from "./types";

/**
 * Scores candidates for one source account, best first; those with hardly a
 * chance are left out. A score is a probability in percent. Unless the context
 * says otherwise, it supposes that every second person followed elsewhere is
 * on the network and that strangers bear a name as often as the rarity model
 * says among all accounts of the network; always, that one candidate at most
 * is the person. Prior and weights add up to the log-odds of the score. Equal
 * input, equal output; equally good candidates come in the order of their DIDs.
 */
export function scoreCandidates<C extends Candidate>(
  source: Source,
  candidates: readonly C[],
  context: Context = {},
): Scored<C>[] {
  return scoreWith(MODEL, source, candidates, context);
}

/** `scoreCandidates` with other weights than the shipped ones, for fitting and measuring. */
export function scoreWith<C extends Candidate>(
  model: Model,
  source: Source,
  candidates: readonly C[],
  context: Context,
): Scored<C>[] {
  return scoreFacts(model, readSourceFacts(source), candidates.map(readCandidateFacts), context);
}

/** `scoreWith` of accounts that are read already: who compares many with many reads each of them once. */
export function scoreFacts<C extends Candidate>(
  model: Model,
  source: SourceFacts,
  candidates: readonly CandidateFacts<C>[],
  context: Context,
): Scored<C>[] {
  const prior = priorOf(model, context);
  const { ranked, rivals } = rank(model, source, candidates, context);
  return ranked.map(({ candidate, clues, odds, otherOdds, final }) => {
    const evidence = clues.map((clue) => weigh(model, clue));
    if (otherOdds > 0) evidence.push(...rivalry(model, odds, otherOdds, rivals));
    const score = percent(final);
    return {
      candidate,
      score,
      band: bandOf(score, model.bands),
      evidence: limit(model, prior, evidence).map(rounded),
    };
  });
}

/** The candidates that `scoreFacts` gives, in its order, without what speaks for each. */
export function rankFacts<C extends Candidate>(
  source: SourceFacts,
  candidates: readonly CandidateFacts<C>[],
  context: Context,
): C[] {
  return rank(MODEL, source, candidates, context).ranked.map(({ candidate }) => candidate);
}

/** Weighs candidates beside each other: those with a chance, best first, and the odds of all who compete. */
function rank<C extends Candidate>(
  model: Model,
  source: SourceFacts,
  candidates: readonly CandidateFacts<C>[],
  context: Context,
) {
  const prior = priorOf(model, context);
  const weighed = candidates.map((facts) => {
    const clues = gatherClues(model, source, facts, context);
    const sum = sumUp(model, prior, clues);
    return { candidate: facts.candidate, clues, sum, odds: Math.exp(sum) };
  });
  const rivals = weighed.filter(({ clues }) => !isCopy(clues));
  const allOdds = rivals.reduce((sum, { odds }) => sum + odds, 0);
  const ranked = weighed
    .filter(({ sum }) => percent(sum) >= model.bands.floor)
    .map((one) => {
      const otherOdds = isCopy(one.clues) ? 0 : allOdds - one.odds;
      const final = Math.min(one.sum + rivalCost(model, otherOdds), ceilingOf(model, one.clues));
      return { ...one, otherOdds, final };
    })
    .filter(({ final }) => percent(final) >= model.bands.floor)
    .sort((a, b) => b.final - a.final || (a.candidate.did < b.candidate.did ? -1 : 1));
  return { ranked, rivals };
}

/**
 * Whether a candidate, if nobody else came into question, would have this score or a better one: `scoreFacts` of it
 * alone, without the evidence.
 */
export function reaches(
  lowest: number,
  source: SourceFacts,
  facts: CandidateFacts,
  context: Context = {},
): boolean {
  const prior = priorOf(MODEL, context);
  const clues = gatherClues(MODEL, source, facts, context);
  return percent(Math.min(sumUp(MODEL, prior, clues), ceilingOf(MODEL, clues))) >= lowest;
}

/** Below it, evidence changes no score. */
const NEGLIGIBLE = 0.005;
/** A rival is worth naming from a seventh of the candidate's own odds on. */
const NEAR = 1 / 7;

function priorOf({ prior }: Model, { shareOnNetwork = 0.5 }: Context): number {
  return prior + Math.log(shareOnNetwork / (1 - shareOnNetwork));
}

function weigh(model: Model, { amount, ...clue }: Clue): Evidence {
  return { ...clue, weight: amount * model.weights[clue.code].weight } as Evidence;
}

function sumUp(model: Model, prior: number, clues: readonly Clue[]): number {
  return clues.reduce((sum, { code, amount }) => sum + amount * model.weights[code].weight, prior);
}

function logOdds(prior: number, evidence: readonly Evidence[]): number {
  return evidence.reduce((sum, { weight }) => sum + weight, prior);
}

/** A bridged copy of the source does not compete with its owner's own account: both may be right. */
function isCopy(clues: readonly Clue[]): boolean {
  return clues.some(({ code }) => code === "bridge-of-source");
}

/** What it costs a candidate that others, with `otherOdds` together, may be the person as well. */
function rivalCost(model: Model, otherOdds: number): number {
  return otherOdds < NEGLIGIBLE ? 0 : Math.log1p(otherOdds) * model.weights["as-good"].weight;
}

function rivalry(
  model: Model,
  odds: number,
  otherOdds: number,
  rivals: readonly { odds: number }[],
): Evidence[] {
  if (otherOdds < NEGLIGIBLE) return [];
  const near = rivals.filter((rival) => rival.odds > odds * NEAR).length;
  return [{ code: "as-good", weight: rivalCost(model, otherOdds), count: near - 1 }];
}

/** The highest log-odds that a candidate with such clues may have. */
function ceilingOf(model: Model, clues: readonly Clue[]): number {
  let lowest = 100;
  for (const { code } of clues) lowest = Math.min(lowest, model.ceilings[code] ?? 100);
  return lowest === 100 ? Number.POSITIVE_INFINITY : Math.log(lowest / (100 - lowest));
}

/** Lowers the weight of evidence that forbids a high score until the score is at its ceiling. */
function limit(model: Model, prior: number, evidence: readonly Evidence[]): Evidence[] {
  const highestOf = ({ code }: Evidence) => model.ceilings[code] ?? 100;
  const lowest = Math.min(100, ...evidence.map(highestOf));
  const excess = logOdds(prior, evidence) - Math.log(lowest / (100 - lowest));
  if (lowest === 100 || excess <= 0) return [...evidence];
  const at = evidence.findIndex((one) => highestOf(one) === lowest);
  return evidence.map((one, index) =>
    index === at ? { ...one, weight: one.weight - excess } : one,
  );
}

/** Certainty is not to be had: 1 to 99. */
function percent(logOdds: number): number {
  return Math.min(99, Math.max(1, Math.round(100 / (1 + Math.exp(-logOdds)))));
}

function rounded(evidence: Evidence): Evidence {
  return { ...evidence, weight: Math.round(evidence.weight * 100) / 100 };
}
