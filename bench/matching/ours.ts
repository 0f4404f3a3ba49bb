import { MODEL, type Model } from "@/lib/matching/score/model";
import { scoreWith } from "@/lib/matching/score/score";
import type { Context, Scored } from "@/lib/matching/score/types";
import type { Answer } from "./answers";
import { fitWeights } from "./fit-weights";
import type { Case, Sample } from "./sample";

/** A case with its scored candidates, best first. */
export type Result = { one: Case; scored: Scored[] };

/** The weights to score a case with. */
export type Models = (one: Case) => Model;

export function shippedModel(): Model {
  return MODEL;
}

/** For each case weights that were fitted without its person and four fifths (with five folds) of the others. */
export function crossFitted(folds: number, samples: readonly Sample[]): Models {
  const foldOf = ({ query }: Case) => query.person % folds;
  const models = Array.from({ length: folds }, (_, fold) =>
    fitWeights(
      MODEL,
      samples.map(({ cases, share }) => ({
        cases: cases.filter((one) => foldOf(one) !== fold),
        share,
      })),
    ),
  );
  return (one) => models[foldOf(one)] ?? MODEL;
}

/** Scores cases as the product does, told the size of the pool unless `context` says otherwise. */
export function scoreAll(cases: readonly Case[], models: Models, context: Context = {}): Result[] {
  return cases.map((one) => ({
    one,
    scored: scoreWith(models(one), one.query, one.candidates, {
      networkSize: one.poolSize,
      ...context,
    }),
  }));
}

/** Results as answers: the best candidate where it scores `lowest` or more, with those after it. */
export function answersOf(results: readonly Result[], lowest: number): Answer[] {
  return results.map(({ one, scored }) => {
    const isAnswered = (scored[0]?.score ?? 0) >= lowest;
    const groups = isAnswered ? scored.map(({ candidate }) => [candidate.handle]) : [];
    return { query: one.query, groups };
  });
}

export function isRight({ one, scored }: Result): boolean {
  const best = scored[0]?.candidate.handle;
  return best !== undefined && one.query.handles.has(best);
}
