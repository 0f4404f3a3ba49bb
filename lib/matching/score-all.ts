import type { Actor } from "@/lib/atproto";
import {
  type Candidate,
  type Context,
  MODEL_VERSION,
  type Scored,
  type Source,
  scoreCandidates,
} from "./score";
import type { NewMatch } from "./store";

/** Candidates of a source account as of now, best first: an account that is a few days old is a new one. */
export function scoreNow<C extends Candidate>(
  source: Source,
  candidates: C[],
  context: Context = {},
): Scored<C>[] {
  return scoreCandidates(source, candidates, { ...context, now: new Date() });
}

/** Every candidate of a source account, scored beside the others; 0 for those with hardly a chance. */
export function scoreAll(
  accountId: bigint,
  source: Source,
  actors: Actor[],
  context: Context = {},
): NewMatch[] {
  const scored = new Map(
    scoreNow(source, actors, context).map((one) => [one.candidate.did, one] as const),
  );
  return actors.map((actor) => {
    const { score, evidence } = scored.get(actor.did) ?? { score: 0, evidence: [] };
    return { accountId, actor, score, evidence, modelVersion: MODEL_VERSION };
  });
}
