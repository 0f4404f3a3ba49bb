import type { Actor } from "@/lib/atproto";
import { type Context, MODEL_VERSION, type Source, scoreCandidates } from "./score";
import type { NewMatch } from "./store";

/** Every candidate of a source account, scored beside the others; 0 for those with hardly a chance. */
export function scoreAll(
  accountId: bigint,
  source: Source,
  actors: Actor[],
  context: Context = {},
): NewMatch[] {
  const scored = new Map(
    scoreCandidates(source, actors, context).map((one) => [one.candidate.did, one] as const),
  );
  return actors.map((actor) => {
    const { score, evidence } = scored.get(actor.did) ?? { score: 0, evidence: [] };
    return { accountId, actor, score, evidence, modelVersion: MODEL_VERSION };
  });
}
