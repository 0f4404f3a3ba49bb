import { isHandleString } from "@atproto/lex";
import { describe, expect, test } from "vitest";
import { demoSize, demoUser, fullSize, type Person, type Relation, worldOf } from "./people";
import { handleDomains, isUsername, labelOf, similarity } from "./world/handles";

const full = worldOf(fullSize);
const everybody = [full.user, ...full.people];
const accounts = everybody.flatMap((person) =>
  person.elsewhere.map((account) => ({ person, ...account })),
);
const plain = (name: string) => name.toLowerCase().replace(/[._-]/g, "");

test("every handle is one by the syntax of the protocol, and nobody else's", () => {
  const handles = everybody.map(({ handle }) => handle);
  expect(
    handles.filter((handle) => !isHandleString(handle) || handle !== handle.toLowerCase()),
  ).toEqual([]);
  expect(new Set(handles).size).toBe(handles.length);
});

test("a handle under a domain of the PDS is one that the PDS would have given", () => {
  const hosted = everybody.filter(({ handle }) =>
    handleDomains.some((domain) => handle.endsWith(domain)),
  );
  const labels = hosted.map(({ handle }) => labelOf(handle));
  expect(labels.filter((label) => !/^[a-z0-9-]{3,18}$/.test(label))).toEqual([]);
});

test("the world is the same at each call, and a smaller one is a part of it", () => {
  expect(worldOf(fullSize)).toEqual(full);
  const handles = new Set(full.people.map(({ handle }) => handle));
  expect(
    worldOf({ people: 40, lookAlikes: 12 }).people.filter(({ handle }) => !handles.has(handle)),
  ).toEqual([]);
});

test.each([
  ["the full world", fullSize, { people: 420, lookAlikes: 60 }],
  ["the world of the demo", demoSize, { people: 300, lookAlikes: 40 }],
])("%s has as many people and look-alikes as it says", (_, size, expected) => {
  expect(worldOf(size).people).toHaveLength(expected.people + expected.lookAlikes);
});

test("the world of the demo has accounts of every kind, of both hosts, with own domains, labelled and empty", () => {
  const { people } = worldOf();
  const kinds = new Set(people.map(({ kind }) => kind));
  expect([...kinds].sort()).toEqual([
    "bot",
    "company",
    "impersonator",
    "lookAlike",
    "mirror",
    "news",
    "parody",
    "person",
    "spammer",
  ]);
  const count = (is: (person: Person) => boolean | undefined) => people.filter(is).length;
  expect(count(({ handle }) => handle.endsWith(".pebble.social"))).toBeGreaterThan(10);
  expect(count(({ handle }) => !handle.endsWith(".social"))).toBeGreaterThan(50);
  expect(count(({ profile }) => !profile)).toBeGreaterThan(5);
  expect(count(({ labels }) => labels?.includes("impersonation"))).toBeGreaterThan(3);
  expect(count(({ labels }) => labels?.includes("spam"))).toBeGreaterThan(1);
  expect(count(({ profile }) => profile?.selfLabels?.includes("bot"))).toBeGreaterThan(1);
});

test.each([
  "Latin",
  "Cyrillic",
  "Greek",
  "Arabic",
  "Hebrew",
  "Han",
  "Hiragana",
  "Hangul",
  "Devanagari",
  "Thai",
])("somebody writes a display name in %s", (script) => {
  const pattern = new RegExp(`\\p{Script=${script}}`, "u");
  expect(full.people.some(({ profile }) => pattern.test(profile?.displayName ?? ""))).toBe(true);
});

describe("what is expected of an account elsewhere is what the names say", () => {
  const holds: Record<Relation, (person: Person, username: string) => boolean> = {
    equal: ({ handle }, username) => names(handle).includes(username.toLowerCase()),
    normalised: (person, username) =>
      isNormalised(person, username) && !holds.equal(person, username),
    similar: (person, username) => !isNormalised(person, username) && alike(person, username) > 0.4,
    name: (person, username) =>
      !isNormalised(person, username) &&
      letters(person.profile?.displayName).startsWith(plain(username)),
    bio: (person, username) => !isNormalised(person, username) && mentions(person, username),
    none: (person, username) =>
      !isNormalised(person, username) &&
      alike(person, username) < 0.4 &&
      !mentions(person, username),
  };
  const names = (handle: string) => [handle, labelOf(handle), handle.split(".")[0]];
  const isNormalised = ({ handle }: Person, username: string) =>
    [handle, labelOf(handle)].map(plain).includes(plain(username));
  const alike = ({ handle }: Person, username: string) => similarity(username, labelOf(handle));
  const mentions = ({ profile }: Person, username: string) =>
    profile?.bio?.includes(username) ?? false;
  const letters = (name = "") =>
    name
      .toLowerCase()
      .replace(/ł/g, "l")
      .replace(/ø/g, "o")
      .replace(/đ/g, "d")
      .replace(/ı/g, "i")
      .replace(/ß/g, "ss")
      .normalize("NFD")
      .replace(/[^a-z0-9]/g, "");

  test.each(Object.keys(holds) as Relation[])("%s", (relation) => {
    const related = accounts.filter(({ expected }) => expected === relation);
    expect(related.length).toBeGreaterThan(40);
    const wrong = related.filter(({ person, username }) => !holds[relation](person, username));
    expect(wrong.map(({ person, username }) => `${username} / ${person.handle}`)).toEqual([]);
  });
});

test("every username is one that its platform allows, and only one person's there", () => {
  expect(accounts.filter(({ platform, username }) => !isUsername(platform, username))).toEqual([]);
  const keys = accounts.map(({ platform, username }) => `${platform} ${username.toLowerCase()}`);
  expect(new Set(keys).size).toBe(keys.length);
});

test("a username points to nobody but its owner, the look-alikes of the owner, and whom the owner looks like", () => {
  const owners = new Map(accounts.map(({ person, username }) => [plain(username), person]));
  const mistaken = everybody.filter((other) => {
    const owner = owners.get(plain(labelOf(other.handle)));
    return (
      owner &&
      owner !== other &&
      other.resembles !== owner.handle &&
      owner.resembles !== other.handle
    );
  });
  expect(mistaken.map(({ handle }) => handle)).toEqual([]);
});

test.each([{ people: 40, lookAlikes: 12 }, { people: 150, lookAlikes: 24 }, fullSize])(
  "in a world of $people people a look-alike resembles somebody who is there",
  (size) => {
    const { people } = worldOf(size);
    const handles = new Set(people.map(({ handle }) => handle));
    const resembled = people.flatMap(({ resembles }) => resembles ?? []);
    expect(resembled.length).toBeGreaterThanOrEqual(size.lookAlikes);
    expect(resembled.filter((handle) => !handles.has(handle))).toEqual([]);
  },
);

test("the user of the demo follows a dozen people and nobody twice", () => {
  const { user, userFollows, people } = worldOf();
  expect(user.handle).toBe(demoUser.handle);
  expect(new Set(userFollows).size).toBe(12);
  expect(people.filter(({ handle }) => userFollows.includes(handle))).toHaveLength(12);
});
