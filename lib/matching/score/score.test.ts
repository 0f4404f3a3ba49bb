import { expect, test } from "vitest";
import { readCandidateFacts } from "./candidate-facts";
import mustMatch from "./cases/must-match.json" with { type: "json" };
import mustNotMatch from "./cases/must-not-match.json" with { type: "json" };
import { bandOf, MODEL } from "./model";
import { rankFacts, scoreCandidates, scoreFacts } from "./score";
import { readSourceFacts } from "./source-facts";
import type { Candidate, Source } from "./types";

/** Bands from the lowest; `none` where nobody is shown. */
const BANDS = ["none", "weak", "look", "sure"];

test.each(mustMatch)("the person is found: $why", ({ source, candidates, answer, band }) => {
  const [best] = scoreCandidates(source, candidates.map(withDid));
  expect(best?.candidate.handle).toBe(answer);
  expect(BANDS.indexOf(best?.band ?? "none")).toBeGreaterThanOrEqual(BANDS.indexOf(band));
});

test.each(mustNotMatch)("a stranger is not taken for the person: $why", (one) => {
  const { now, ...counts } = { now: undefined, ...one.context };
  const context = now ? { ...counts, now: new Date(now) } : counts;
  const [best] = scoreCandidates(one.source, one.candidates.map(withDid), context);
  expect(BANDS.indexOf(best?.band ?? "none")).toBeLessThanOrEqual(BANDS.indexOf(one.highest));
});

const person: Source = {
  platform: "instagram",
  username: "zorvanelli",
  displayName: "Mira Zorvanelli",
};
const account: Candidate = { did: "did:plc:a", handle: "zorvanelli.bsky.social" };

test("a score is what its evidence adds up to", () => {
  const rivals = ["zorvaneli.bsky.social", "mirazorvanelli.dev", "zorvanelli.neocities.org"];
  const scored = scoreCandidates(
    person,
    rivals.map((handle) => withDid({ handle })),
  );
  expect(scored.length).toBeGreaterThan(1);
  for (const { score, evidence } of scored) {
    const odds = evidence.reduce((sum, { weight }) => sum + weight, MODEL.prior);
    expect(100 / (1 + Math.exp(-odds))).toBeCloseTo(score, -0.5);
  }
});

test("accounts that are read once are scored as if they were read for each comparison", () => {
  const candidates = mustMatch.flatMap((one) => one.candidates.map(withDid));
  const read = candidates.map(readCandidateFacts);
  for (const { source } of mustMatch) {
    const together = scoreFacts(MODEL, readSourceFacts(source), read, {});
    expect(together).toEqual(scoreCandidates(source, candidates));
    expect(together).not.toEqual([]);
    const ranked = rankFacts(readSourceFacts(source), read, {});
    expect(ranked).toEqual(together.map(({ candidate }) => candidate));
  }
});

test("the order in which candidates come makes no difference", () => {
  const candidates = ["zorvanelli.bsky.social", "zorvanelli.blacksky.app", "mirazorvanelli.dev"];
  const there = scoreCandidates(
    person,
    candidates.map((handle) => withDid({ handle })),
  );
  const back = scoreCandidates(
    person,
    candidates.toReversed().map((handle) => withDid({ handle })),
  );
  expect(back).toEqual(there);
});

test("candidates together are no more probable than one", () => {
  const handles = ["zorvanelli.bsky.social", "zorvanelli.blacksky.app", "zorvanelli.com"];
  const scored = scoreCandidates(
    person,
    handles.map((handle) => withDid({ handle })),
  );
  const sum = scored.reduce((all, { score }) => all + score, 0);
  expect(sum).toBeGreaterThan(90);
  expect(sum).toBeLessThanOrEqual(101);
});

test("fewer people on the network make a match less probable, and more namesakes do", () => {
  const score = (context: Parameters<typeof scoreCandidates>[2]) =>
    scoreCandidates(
      { ...person, username: "mzorvan" },
      [{ ...account, handle: "mzorvan.bsky.social" }],
      context,
    )[0]?.score ?? 0;
  expect(score({ shareOnNetwork: 0.1 })).toBeLessThan(score({}));
  expect(score({ namesakes: 40 })).toBeLessThan(score({ namesakes: 2 }));
  expect(score({ networkSize: 10_000 })).toBeGreaterThan(score({}));
});

test("a part that two names share says half as much by being rare as a whole name does", () => {
  const source = { platform: "x", username: "zqxjkvwpqzjxkvqw" };
  const rarityIn = (handle: string) =>
    scoreCandidates(source, [withDid({ handle })])[0]?.evidence.find(
      ({ code }) => code === "rare-name",
    )?.weight ?? 0;
  const whole = rarityIn("zqxjkvwpqzjxkvqw.bsky.social");
  expect(whole).toBeGreaterThan(0);
  expect(rarityIn("zqxjkvwpqzjxkvqwmp.bsky.social")).toBeCloseTo(whole / 2, 1);
});

test("other lists and people whom the person follows speak for a candidate", () => {
  const source = { platform: "tiktok", username: "zorvanelly" };
  const score = (context: object) => scoreCandidates(source, [account], context)[0]?.score ?? 0;
  expect(score({ otherLists: new Map([[account.did, 1]]) })).toBeGreaterThan(score({}));
  expect(score({ knownFollowers: new Map([[account.did, 7]]) })).toBeGreaterThan(score({}));
});

test("what is unknown of an account is not held against it", () => {
  const [bare] = scoreCandidates(person, [account]);
  const [empty] = scoreCandidates(person, [{ ...account, postsCount: 0, followersCount: 0 }]);
  expect(bare?.evidence.map(({ code }) => code)).not.toContain("empty-account");
  expect(empty?.score).toBeLessThan(bare?.score ?? 0);
});

test("no username, however odd, breaks the score or makes it certain", () => {
  const odd = ["", "@", "🦊", "a".repeat(5000), "\u202ezor", "زوروانيلي", "风间", "__proto__"];
  for (const username of odd) {
    for (const { score, band } of scoreCandidates({ platform: "x", username }, [account])) {
      expect(score).toBeLessThan(100);
      expect(band).toBe(bandOf(score));
    }
  }
});

function withDid(candidate: Omit<Candidate, "did">): Candidate {
  return { did: `did:web:${candidate.handle}`, ...candidate };
}
