import { expect, test } from "vitest";
import { type Candidate, LOOK_SCORE, scoreCandidates } from "../score";
import mustMatch from "../score/cases/must-match.json" with { type: "json" };
import mustNotMatch from "../score/cases/must-not-match.json" with { type: "json" };
import type { Pair } from "./pairs";
import { listPromising } from "./promising";

test("many pairs at once are as promising as each by itself", () => {
  const pairs = everyPair();
  const alone = pairs.filter(({ actor, platform, username, names }) => {
    const { did, handle, labels } = actor;
    const [displayName, description] = [actor.displayName ?? "", actor.description ?? ""];
    return ["", ...names].some((name) =>
      scoreCandidates({ platform, username, displayName: name }, [
        { did, handle, displayName, description, labels },
      ]).some(({ score }) => score >= LOOK_SCORE),
    );
  });
  expect(listPromising(pairs)).toEqual(alone);
  expect(alone.length).toBeGreaterThan(mustMatch.length / 2);
  expect(alone.length).toBeLessThan(pairs.length / 2);
});

/** Every source account of the cases beside its own candidates and those of some other cases. */
function everyPair(): Pair[] {
  const cases = [...mustMatch, ...mustNotMatch];
  const actors = cases.map(({ candidates }, place) =>
    candidates.map((candidate, at) => {
      const {
        handle,
        displayName = null,
        description = null,
        labels = [],
      } = candidate as Candidate;
      const did = `did:plc:${place}-${at}`;
      return { did, handle, displayName, description, labels, createdAt: null, isActive: true };
    }),
  );
  return cases.flatMap(({ source }, place) =>
    [0, 1, 2, 7, 20].flatMap((step) =>
      (actors[(place + step) % cases.length] ?? []).map((actor) => ({
        actor,
        accountId: BigInt(place),
        platform: source.platform,
        username: source.username,
        names: "displayName" in source && source.displayName ? [source.displayName] : [],
      })),
    ),
  );
}
