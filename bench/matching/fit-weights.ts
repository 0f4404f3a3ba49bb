import { readCandidateFacts } from "@/lib/matching/score/candidate-facts";
import { readCandidate } from "@/lib/matching/score/clues";
import type { Model } from "@/lib/matching/score/model";
import { readSourceFacts } from "@/lib/matching/score/source-facts";
import type { Clue, EvidenceCode } from "@/lib/matching/score/types";
import { minimise, type Objective } from "./newton";
import type { Case, Sample } from "./sample";

/** Pulls weights with little evidence to their base: half of it times the square of the distance is added to the loss. */
const RIDGE = 0.5;
/**
 * Each candidate's name belongs to the source's in exactly one of these ways,
 * so that a constant could move between them and the prior. This base makes
 * every way a reason for and none a reason against; other weights have 0.
 */
const BASE_OF_WAYS = 2.5;
const WAYS: ReadonlySet<EvidenceCode> = new Set<EvidenceCode>([
  "same-handle",
  "same-domain",
  "same-label",
  "handle-is-name",
  "domain-is-name",
  "shared-part",
]);
/** The way that counts depends on the weights, and the weights on the ways: rounds until nothing changes. */
const MOST_ROUNDS = 12;

/**
 * Fits the prior and the weights marked `fitted` by maximum likelihood: in
 * each case one of the candidates is right, or none (a conditional logit with
 * "nobody" as the base). Other weights stay as they are in `given` and count;
 * what the fitted ones are there makes no difference.
 */
export function fitWeights(given: Model, samples: readonly Sample[]): Model {
  const codes = fittedCodes(given);
  const groups = samples.flatMap(({ cases, share }) =>
    cases.map((one) => groupOf(given, codes, one, share)),
  );
  const bases = [0, ...codes.map((code) => (WAYS.has(code) ? BASE_OF_WAYS : 0))];
  let weights = bases;
  for (let round = 0; round < MOST_ROUNDS; round++) {
    const chosen = groups.map((group) => ({
      share: group.share,
      rows: group.candidates.map((readings) => mostProbable(readings, weights)),
    }));
    const next = minimise(weights, lossOf(chosen, bases)).map(rounded);
    if (next.every((weight, at) => weight === weights[at])) break;
    weights = next;
  }
  return withWeights(given, codes, weights);
}

/** The candidates of a case, each in all its readings. */
type Group = { share: number; candidates: Row[][] };
/** `values`: one for the prior, then the amounts of the fitted codes; `fixed`: log-odds of the rest. */
type Row = { values: Float64Array; fixed: number; isRight: boolean };

function fittedCodes(model: Model): EvidenceCode[] {
  const codes = Object.keys(model.weights) as EvidenceCode[];
  return codes.filter((code) => model.weights[code].fitted);
}

function groupOf(model: Model, codes: readonly EvidenceCode[], one: Case, share: number): Group {
  const { query, poolSize } = one;
  const facts = readSourceFacts(query);
  const candidates = one.candidates.map((candidate) => {
    const isRight = query.handles.has(candidate.handle);
    const readings = readCandidate(facts, readCandidateFacts(candidate), { networkSize: poolSize });
    return readings.map((clues) => ({ ...valuesOf(model, codes, clues), isRight }));
  });
  return { share, candidates };
}

function valuesOf(model: Model, codes: readonly EvidenceCode[], clues: readonly Clue[]) {
  const values = new Float64Array(codes.length + 1);
  values[0] = 1;
  let fixed = 0;
  for (const { code, amount } of clues) {
    const column = codes.indexOf(code) + 1;
    if (column > 0) values[column] = (values[column] ?? 0) + amount;
    else fixed += amount * model.weights[code].weight;
  }
  return { values, fixed };
}

function mostProbable(readings: readonly Row[], weights: readonly number[]): Row {
  return readings.reduce((best, row) =>
    logOdds(row, weights) > logOdds(best, weights) ? row : best,
  );
}

/** Minus the logarithm of the likelihood, with its gradient and an upper bound of its curvature. */
function lossOf(
  groups: readonly { share: number; rows: Row[] }[],
  bases: readonly number[],
): Objective {
  return (weights, slope) => {
    const size = weights.length;
    let loss = 0;
    for (const { share, rows } of groups) {
      const odds = rows.map((row) => Math.exp(logOdds(row, weights)));
      const all = 1 + odds.reduce((sum, one) => sum + one, 0);
      const right = rows.reduce((sum, row, at) => sum + (row.isRight ? (odds[at] ?? 0) : 0), 0);
      loss -= share * Math.log((right || 1) / all);
      if (!slope) continue;
      const mean = new Float64Array(size);
      for (const [at, { values, isRight }] of rows.entries()) {
        const chance = (odds[at] ?? 0) / all;
        const ifRight = isRight && right > 0 ? (odds[at] ?? 0) / right : 0;
        for (let i = 0; i < size; i++) {
          const value = values[i] ?? 0;
          if (value === 0) continue;
          mean[i] = (mean[i] ?? 0) + chance * value;
          slope.add(i, share * (chance - ifRight) * value);
          if (chance < 1e-7) continue;
          for (let j = 0; j < size; j++)
            slope.bend(i, j, share * chance * value * (values[j] ?? 0));
        }
      }
      for (let i = 0; i < size; i++) {
        for (let j = 0; j < size; j++) slope.bend(i, j, -share * (mean[i] ?? 0) * (mean[j] ?? 0));
      }
    }
    for (let i = 1; i < size; i++) {
      const off = (weights[i] ?? 0) - (bases[i] ?? 0);
      loss += (RIDGE * off * off) / 2;
      slope?.add(i, RIDGE * off);
      slope?.bend(i, i, RIDGE);
    }
    return loss;
  };
}

function withWeights(
  model: Model,
  codes: readonly EvidenceCode[],
  fitted: readonly number[],
): Model {
  const weights = { ...model.weights };
  for (const [at, code] of codes.entries()) {
    weights[code] = { ...weights[code], weight: rounded(fitted[at + 1] ?? 0) };
  }
  return { ...model, prior: rounded(fitted[0] ?? 0), weights };
}

function rounded(weight: number): number {
  return Math.round(weight * 100) / 100;
}

function logOdds({ values, fixed }: Row, weights: readonly number[]): number {
  let sum = fixed;
  for (let at = 0; at < values.length; at++) sum += (values[at] ?? 0) * (weights[at] ?? 0);
  return sum;
}
