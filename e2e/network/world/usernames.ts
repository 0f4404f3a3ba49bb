import { isUsername, labelOf, normalise, similarity } from "./handles";
import type { Random } from "./random";
import type { Theme } from "./themes";
import type { Elsewhere, Platform, Relation } from "./types";

type Wanted = {
  handle: string;
  given: string;
  family: string;
  written: string;
  isNative: boolean;
  theme: Theme;
  relation: Relation;
  platforms: Platform[];
  /** What the person calls itself where nothing tells who it is. */
  nickname: string;
};

/** The person's accounts on these platforms, related to the handle as wanted or, where that cannot be, more closely. */
export function usernamesFor(wanted: Wanted, random: Random): Elsewhere[] {
  return wanted.platforms.flatMap((platform) => {
    for (const expected of relationsToTry(wanted.relation, random)) {
      const username = candidates(wanted, expected, platform, random).find(
        (name) => isUsername(platform, name) && isRelated(wanted.handle, name, expected),
      );
      if (username) return [{ platform, username, ...shownName(wanted, platform), expected }];
    }
    return [];
  });
}

/** How a bio names an account elsewhere. */
export function mentionIn({ platform, username }: Elsewhere, random: Random): string {
  return random.pick(MENTIONS[platform])(username);
}

const MENTIONS: Record<Platform, ((username: string) => string)[]> = {
  instagram: [
    (name) => `IG: @${name}`,
    (name) => `insta 👉 @${name}`,
    (name) => `instagram.com/${name}`,
    (name) => `https://www.instagram.com/${name}/`,
  ],
  tiktok: [
    (name) => `tiktok.com/@${name}`,
    (name) => `TikTok: @${name}`,
    (name) => `@${name} on tiktok`,
  ],
  threads: [(name) => `threads.com/@${name}`, (name) => `Threads: @${name}`],
  x: [
    (name) => `same as @${name} on X`,
    (name) => `formerly twitter.com/${name}`,
    (name) => `x: ${name}`,
  ],
  youtube: [(name) => `youtube.com/@${name}`, (name) => `YT @${name}`],
};

/** People do not use one name everywhere: one in five accounts is related in another way. */
function relationsToTry(relation: Relation, random: Random): Relation[] {
  if (relation === "bio" || relation === "none") return [relation];
  const other = random.pick(["equal", "normalised", "similar"] as const);
  if (relation === "name") return ["name"];
  return random.next() < 0.2
    ? [other, relation, "normalised", "similar"]
    : [relation, "normalised", "similar"];
}

function candidates(wanted: Wanted, relation: Relation, platform: Platform, random: Random) {
  const { handle, given, family, theme, nickname } = wanted;
  const label = labelOf(handle);
  const joined = label.replace(/[.-]/g, "");
  const parts = partsOf(label, given, family);
  const capitals = parts.map((part) => part.slice(0, 1).toUpperCase() + part.slice(1)).join("");
  const digits = String(random.below(90) + 10);
  const rotate = (names: string[]) => {
    const start = random.below(names.length);
    return [...names.slice(start), ...names.slice(0, start)];
  };

  switch (relation) {
    case "equal":
      if (platform === "x" && parts.length > 1) return [capitals, label];
      return random.next() < 0.2 ? [handle, label] : [label];
    case "normalised":
      if (platform === "x" || platform === "youtube")
        return rotate([capitals, parts.join("_"), `${joined}_`]);
      return rotate([
        parts.join("."),
        parts.join("_"),
        `${joined}_`,
        `_${joined}`,
        `_${parts.join("_")}_`,
        joined,
      ]);
    case "similar":
      return rotate([
        `${joined}${digits}`,
        `${joined}_${theme.words[0]}`,
        `the${joined}`,
        joined.slice(0, -1),
        `${joined}${joined.slice(-1)}`,
        `real${joined}`,
      ]);
    case "name":
      return rotate([
        `${given}${family}`,
        `${given}.${family}`,
        `${given}_${family}`,
        `${given}__${family}`,
      ]);
    default:
      return [nickname, `${nickname}${digits}`, nickname.slice(0, 15)];
  }
}

/** Whether a username and a handle are related just so, and not more closely. */
function isRelated(handle: string, username: string, relation: Relation) {
  const label = labelOf(handle);
  const isEqual = [handle, label].includes(username.toLowerCase());
  const isNormalised = [handle, label].map(normalise).includes(normalise(username));
  const alike = similarity(username, label);

  if (relation === "equal") return isEqual;
  if (relation === "normalised") return isNormalised && !isEqual;
  if (relation === "similar") return !isNormalised && alike >= 0.5;
  return !isNormalised && alike < 0.3;
}

function partsOf(label: string, given: string, family: string) {
  const parts = label.split(/[.-]/);
  if (parts.length > 1) return parts;
  if (label === given + family) return [given, family];
  const start = [given, family].find((name) => label.startsWith(name) && label !== name);
  return start ? [start, label.slice(start.length)] : [label];
}

/** Where the platform's export carries a name beside the username. */
function shownName({ written }: Wanted, platform: Platform) {
  return platform === "threads" || platform === "youtube" ? { displayName: written } : {};
}
