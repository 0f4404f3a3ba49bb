import { expect, test } from "vitest";
import { traitBits, traitsOf } from "./traits";

const plain = { did: "did:plc:a", handle: "jane.bsky.social" };

test.each([
  ["jane.bsky.social", false],
  ["jane.dev", true],
  ["jane.example.org", true],
  ["jane.github.io", false],
  ["jane.mastodon.social.ap.brid.gy", false],
])("%s is a domain of one's own: %s", (handle, expected) => {
  expect(hasTrait({ ...plain, handle }, "own_domain")).toBe(expected);
});

test.each<[string, Partial<Parameters<typeof traitsOf>[0]>, boolean]>([
  ["a handle that says bot", { handle: "weather-bot.bsky.social" }, true],
  ["a bio that says bot", { description: "I am a bot that posts tides." }, true],
  ["the network's label for bots", { labels: ["bot"] }, true],
  ["a bridged copy", { handle: "jane.mastodon.social.ap.brid.gy" }, true],
  ["botany", { description: "Botany and robots." }, false],
  ["nothing at all", {}, false],
])("%s makes an account automated: %3$s", (_, profile, expected) => {
  expect(hasTrait({ ...plain, ...profile }, "automated")).toBe(expected);
});

test("a parody is not the person themselves", () => {
  const evidence = [{ code: "parody" as const, weight: -3, word: "parody" }];
  expect(traitsOf(plain, evidence)).toBe(traitBits.automated);
});

test("a picture is told apart from none", () => {
  expect(traitsOf({ ...plain, avatar: "https://cdn.example/a" }, [])).toBe(traitBits.avatar);
  expect(traitsOf(plain, [])).toBe(0);
});

function hasTrait(actor: typeof plain, trait: keyof typeof traitBits) {
  return (traitsOf(actor, []) & traitBits[trait]) !== 0;
}
