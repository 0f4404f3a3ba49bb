import { LOOK_SCORE } from "../score";
import { type CandidateFacts, readCandidateFacts } from "../score/candidate-facts";
import { reaches } from "../score/score";
import { readSourceFacts } from "../score/source-facts";
import type { Pair } from "./pairs";

/**
 * The pairs of which somebody who waits may want to hear: the score is good enough, whatever their export calls the
 * account. Each account of the network, and each that is waited for, is read once, in however many pairs it is.
 */
export function listPromising(pairs: Pair[]): Pair[] {
  const actors = new Map<Pair["actor"], CandidateFacts>();

  function factsOfActor(actor: Pair["actor"]) {
    const facts = actors.get(actor) ?? readCandidateFacts(candidateOf(actor));
    actors.set(actor, facts);
    return facts;
  }
  return pairs.filter((pair) =>
    ["", ...pair.names].some((displayName) =>
      reaches(LOOK_SCORE, readSourceFacts({ ...pair, displayName }), factsOfActor(pair.actor)),
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
