import { handleDomains, isHostedLabel, labelOf, normalise, spell } from "./handles";
import { latinNames, nativeNames } from "./names";
import { type Random, randomFrom } from "./random";
import { nicknames, type Theme, themes } from "./themes";
import type { Person, Platform, Relation } from "./types";
import { mentionIn, usernamesFor } from "./usernames";

/** Who a person is before there are any accounts. */
type Character = {
  given: string;
  family: string;
  written: string;
  isNative: boolean;
  theme: Theme;
};

/** Names that are taken: normalised labels and usernames, so that nobody is mistaken for another by accident. */
export type Taken = Set<string>;

/** Shares of the relations, as far as public lists of people with two accounts tell them. */
const RELATIONS: Relation[] = (
  [
    ["equal", 36],
    ["normalised", 22],
    ["similar", 14],
    ["name", 10],
    ["bio", 10],
    ["none", 8],
  ] as const
).flatMap(([relation, share]) => Array.from({ length: share }, () => relation));

const PLATFORMS: [platform: Platform, share: number][] = [
  ["instagram", 0.8],
  ["tiktok", 0.6],
  ["threads", 0.35],
  ["x", 0.35],
  ["youtube", 0.2],
];

const PLACES =
  "Kelder Lumen Porto-Alto Nordhaven Saltmarsh Elmsford-on-Sea Vale Tiraspoli Minato Quaywick".split(
    " ",
  );

/** The n-th private person. Marks the names that it takes. */
export function privatePerson(index: number, taken: Taken): Person {
  for (let attempt = 0; ; attempt++) {
    const random = randomFrom(`person ${index} ${attempt}`);
    const person = tryPerson(index, random, taken);
    if (!person) continue;
    for (const name of namesOf(person)) taken.add(name);
    return person;
  }
}

/** The normalised names under which somebody could look for this person. */
export function namesOf(person: Person): string[] {
  return [labelOf(person.handle), ...person.elsewhere.map(({ username }) => username)].map(
    normalise,
  );
}

function tryPerson(index: number, random: Random, taken: Taken): Person | null {
  const character = characterOf(index, random);
  const isEmpty = index % 30 === 17;
  const relation = relationFor(random, character, isEmpty);
  const handle = handleOf(character, relation, random);
  if (taken.has(normalise(labelOf(handle)))) return null;

  const platforms = PLATFORMS.filter(([, share]) => random.next() < share).map(
    ([platform]) => platform,
  );
  const nickname = random.pick(nicknames.first) + random.pick(nicknames.second);
  const elsewhere = usernamesFor({ ...character, handle, relation, platforms, nickname }, random);
  if (elsewhere.some(({ username }) => taken.has(normalise(username)))) return null;

  const mentions = relation === "bio" ? elsewhere.map((account) => mentionIn(account, random)) : [];
  const renown = random.next() ** 3;
  const postCount = isEmpty ? 0 : Math.floor(random.next() * (1 + 4 * renown) * 2);
  const own = { handle, kind: "person" as const, elsewhere, renown };
  if (isEmpty) return { ...own, posts: [] };
  return {
    ...own,
    profile: {
      displayName: displayNameOf(character, relation, random),
      ...bioOf(character, mentions, random),
      avatar: random.next() < 0.82,
    },
    posts: character.theme.posts.slice(0, postCount),
  };
}

function characterOf(index: number, random: Random): Character {
  const theme = random.pick(themes);
  // Every eighth writes the name in another script, until these names are used up.
  const native = index % 8 === 3 ? nativeNames[Math.floor(index / 8)] : undefined;
  if (native) {
    const [given = "", family = ""] = native[1].split(" ");
    return { given, family, written: native[0], isNative: true, theme };
  }
  const { given, family } = random.pick(latinNames);
  const name = { given: random.pick(given), family: random.pick(family) };
  return {
    given: spell(name.given).replaceAll(" ", ""),
    family: spell(name.family).replaceAll(" ", ""),
    written: `${name.given} ${name.family}`,
    isNative: false,
    theme,
  };
}

function relationFor(random: Random, character: Character, isEmpty: boolean): Relation {
  const relation = random.pick(RELATIONS);
  if (isEmpty && (relation === "name" || relation === "bio")) return "equal";
  // A name in another script cannot be read off a username.
  return relation === "name" && character.isNative ? "similar" : relation;
}

function handleOf({ given, family, theme }: Character, relation: Relation, random: Random): string {
  const word = random.pick(theme.words);
  const digits = String(7 + random.below(92));
  const labels =
    relation === "name"
      ? [
          `${word}-${random.pick(nicknames.second)}`,
          `${random.pick(nicknames.first)}${word}`,
          `${word}${digits}`,
        ]
      : [
          `${given}${family}`,
          `${given}${family}`,
          `${given}-${family}`,
          `${given}.${family}`,
          `${family}${word}`,
          `${given}${digits}`,
          `${given.slice(0, 1)}${family}`,
          `${given}-${word}`,
        ];
  const label = random.pick(labels);
  if (random.next() < 0.28 || !isHostedLabel(label)) return `${label}.${random.pick(theme.tlds)}`;
  return label + (random.next() < 0.85 ? handleDomains[0] : handleDomains[1]);
}

function displayNameOf(
  { written, isNative, theme }: Character,
  relation: Relation,
  random: Random,
) {
  if (isNative) return written;
  if (relation === "name") return random.next() < 0.3 ? `${written} ${theme.emoji}` : written;
  const [given = "", family = ""] = written.split(" ");
  return random.pick([
    written,
    written,
    written,
    `${written} ${theme.emoji}`,
    `${given} ${family.slice(0, 1)}.`,
    given.toLowerCase(),
    written.toUpperCase(),
    `${theme.emoji} ${given}`,
    `${written} (${random.pick(["she/her", "he/him", "they/them"])})`,
    `${given} in ${random.pick(PLACES)}`,
  ]);
}

function bioOf({ theme }: Character, mentions: string[], random: Random): { bio?: string } {
  if (mentions.length === 0 && random.next() < 0.12) return {};
  const place = random.next() < 0.4 ? ` ${theme.emoji} ${random.pick(PLACES)}.` : "";
  return { bio: [random.pick(theme.bios) + place, ...mentions].join("\n") };
}
