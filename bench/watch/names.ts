import { latinNames } from "@/e2e/network/world/names";
import { type Random, randomFrom } from "@/e2e/network/world/random";

/** An account elsewhere, and what exports call it, where they say. */
export type Elsewhere = { platform: string; username: string; displayName: string | null };

/** An account on the network that is one of those elsewhere: how its name came from the name there. */
export const variations = [
  "same",
  "other separators",
  "digits added",
  "digits for letters",
  "word added",
  "goes on elsewhere",
  "by display name",
  "by initial and surname",
  "named in the bio",
  "one letter wrong",
] as const;
export type Variation = (typeof variations)[number];
export type Handle = { handle: string; displayName: string | null; description: string | null };

const platforms = ["instagram", "tiktok", "x", "threads", "youtube"];
const syllables = "ba ko ri mel ta no sun vi der lo ash qui fen mo ral pi zan ber cho lu".split(
  " ",
);
const given = vocabulary(3_000, latinNames.flatMap((names) => names.given).map(plain));
const family = vocabulary(30_000, latinNames.flatMap((names) => names.family).map(plain));
const words = vocabulary(20_000, []);

/** Names as people choose them: a few are very common, and most of them rare. */
export function inventName(random: Random): Elsewhere {
  const [first, last] = [common(given, random), common(family, random)];
  const [one, two] = [common(words, random), common(words, random)];
  const number = random.below(random.pick([10, 100, 100, 3000]));
  const username = random.pick([
    () => first + last,
    () => `${first}.${last}`,
    () => `${first}_${last}`,
    () => `${first}${last}${number}`,
    () => first.charAt(0) + last,
    () => `${random.pick(["the", "its", "real"])}${first}${last}`,
    () => one + two,
    () => `${one}_${two}`,
    () => `${one}${two}${number}`,
    () => `${one}.${random.pick(["studio", "art", "official", "photography"])}`,
  ])();
  const isNamed = random.next() < 0.5;
  return {
    platform: random.pick(platforms),
    username,
    displayName: isNamed ? `${capital(first)} ${capital(last)}` : null,
  };
}

/** The handle of a person elsewhere, by a variation; null where the name does not allow it. */
export function vary(
  { platform, username, displayName }: Elsewhere,
  variation: Variation,
  random: Random,
): Handle | null {
  const bare = username.replace(/[._]/g, "");
  const [first, last] = (displayName ?? "").toLowerCase().split(" ");
  const label = {
    same: () => bare,
    "other separators": () => (/[._]/.test(username) ? username.replace(/[._]/g, "-") : null),
    "digits added": () => bare + (random.below(90) + 10),
    "digits for letters": () => (/[eo]/.test(bare) ? bare.replace(/[eo]/, leet) : null),
    "word added": () => random.pick(["the", "real"]) + bare,
    "goes on elsewhere": () => (bare.length > 9 ? bare.slice(0, -2) : null),
    "by display name": () => (last ? `${first}${last}` : null),
    "by initial and surname": () => (first && last ? first.charAt(0) + last : null),
    "named in the bio": () => `x${random.below(1e9)}`,
    "one letter wrong": () => (bare.length > 7 ? bare.slice(0, 4) + bare.slice(5) : null),
  }[variation]();
  if (!label || label.length > 60) return null;
  const isNamed = variation === "named in the bio";
  return {
    handle: `${label}.bsky.social`,
    displayName: isNamed ? null : displayName,
    description: isNamed ? `Also at ${sites[platform] ?? "instagram.com/"}${username}` : null,
  };
}

const sites: Record<string, string> = {
  instagram: "instagram.com/",
  threads: "threads.net/@",
  tiktok: "tiktok.com/@",
  x: "x.com/",
  youtube: "youtube.com/@",
};

function vocabulary(size: number, begun: string[]) {
  const random = randomFrom(`vocabulary ${size}`);
  const made = new Set(begun);
  while (made.size < size) {
    const length = 2 + random.below(3);
    made.add(Array.from({ length }, () => random.pick(syllables)).join(""));
  }
  return [...made];
}

function common(items: string[], random: Random): string {
  return items[Math.floor(items.length * random.next() ** 3)] ?? "";
}

function plain(name: string) {
  return name
    .normalize("NFD")
    .replace(/[^a-zA-Z]/g, "")
    .toLowerCase();
}

function capital(name: string) {
  return name.charAt(0).toUpperCase() + name.slice(1);
}

function leet(letter: string) {
  return letter === "e" ? "3" : "0";
}
