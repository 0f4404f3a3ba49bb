import type { Band, EvidenceCode } from "./types";
import shipped from "./weights.json" with { type: "json" };

/** What weights.json holds. Weights are log-odds (natural logarithm) for one unit of evidence. */
export type Model = {
  /** Changes with the weights: scores of another version are not comparable. */
  version: number;
  /** Log-odds of a candidate before any evidence. */
  prior: number;
  /** Lowest scores of the bands, in percent; candidates below `floor` are dropped. */
  bands: { sure: number; look: number; floor: number };
  weights: Record<EvidenceCode, { weight: number; fitted: boolean; meaning: string }>;
  /** The highest score that a candidate with such evidence may have, whatever else speaks for it. */
  ceilings: Partial<Record<EvidenceCode, number>>;
};

export const MODEL: Model = shipped;

/** The version of the weights in use, to be stored with a score. */
export const MODEL_VERSION: number = MODEL.version;

/** Scores from here on are `sure`: of a hundred such, ninety-nine are right. */
export const SURE_SCORE: number = MODEL.bands.sure;

/** Scores from here on are `look`: more likely the same person than not. */
export const LOOK_SCORE: number = MODEL.bands.look;

/** The band of a score of the shipped model, or of another with bands of its own. */
export function bandOf(score: number, { sure, look } = MODEL.bands): Band {
  if (score >= sure) return "sure";
  return score >= look ? "look" : "weak";
}
