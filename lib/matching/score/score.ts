import { gatherClues } from "./clues";
import { bandOf, MODEL, type Model } from "./model";
import { readSourceFacts } from "./source-facts";
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
function scoreWith<C extends Candidate>(
  model: Model,
  source: Source,
  candidates: readonly C[],
  context: Context,
): Scored<C>[] {
  const facts = readSourceFacts(source);
  const prior = priorOf(model, context);
  const weighed = candidates.map((candidate) => {
    const clues = gatherClues(model, facts, candidate, context);
    const evidence = clues.map((clue) => weigh(model, clue));
    return { candidate, evidence, odds: Math.exp(logOdds(prior, evidence)) };
  });
  const rivals = weighed.filter(({ evidence }) => !isCopy(evidence));

  return weighed
    .map(({ candidate, evidence, odds }) => {
      const others = isCopy(evidence)
        ? []
        : rivals.filter((other) => other.candidate !== candidate);
      const whole = limit(model, prior, [...evidence, ...rivalry(model, odds, others)]);
      const final = logOdds(prior, whole);
      return { candidate, final, score: percent(final), evidence: whole.map(rounded) };
    })
    .filter(({ score }) => score >= model.bands.floor)
    .sort((a, b) => b.final - a.final || (a.candidate.did < b.candidate.did ? -1 : 1))
    .map(({ candidate, score, evidence }) => ({
      candidate,
      score,
      band: bandOf(score, model.bands),
      evidence,
    }));
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

function logOdds(prior: number, evidence: readonly Evidence[]): number {
  return evidence.reduce((sum, { weight }) => sum + weight, prior);
}

/** A bridged copy of the source does not compete with its owner's own account: both may be right. */
function isCopy(evidence: readonly Evidence[]): boolean {
  return evidence.some(({ code }) => code === "bridge-of-source");
}

/** What it costs a candidate that others may be the person as well. */
function rivalry(model: Model, odds: number, others: readonly { odds: number }[]): Evidence[] {
  const sum = others.reduce((total, other) => total + other.odds, 0);
  if (sum < NEGLIGIBLE) return [];
  const count = others.filter((other) => other.odds > odds * NEAR).length;
  return [{ code: "as-good", weight: Math.log1p(sum) * model.weights["as-good"].weight, count }];
}

/** Lowers the weight of evidence that forbids a high score until the score is at its ceiling. */
function limit(model: Model, prior: number, evidence: readonly Evidence[]): Evidence[] {
  const ceilingOf = ({ code }: Evidence) => model.ceilings[code] ?? 100;
  const lowest = Math.min(100, ...evidence.map(ceilingOf));
  const excess = logOdds(prior, evidence) - Math.log(lowest / (100 - lowest));
  if (lowest === 100 || excess <= 0) return [...evidence];
  const at = evidence.findIndex((one) => ceilingOf(one) === lowest);
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
