import { onceEach } from "../once-each";
import { LOOK_SCORE } from "../score";
import { readCandidateFacts } from "../score/candidate-facts";
import { reaches } from "../score/score";
import { readSourceFacts } from "../score/source-facts";
import type { Pair } from "./pairs";

/**
 * The pairs of which somebody who waits may want to hear: the score is good enough, whatever their export calls the
 * account. Each account of the network is read once, in however many pairs it is.
 */
export function listPromising(pairs: Pair[]): Pair[] {
  const factsOf = onceEach((actor: Pair["actor"]) => readCandidateFacts(candidateOf(actor)));
  return pairs.filter((pair) =>
    ["", ...pair.names].some((displayName) =>
      reaches(LOOK_SCORE, readSourceFacts({ ...pair, displayName }), factsOf(pair.actor)),
    ),
  );
}

function candidateOf(actor: Pair["actor"]) {
  return {
    did: actor.did,
    handle: actor.handle,
    displayName: actor.displayName ?? undefined,
    description: actor.description ?? undefined,
    labels: actor.labels,
  };
}
