import type { Platform } from "./types";

/** The domains under which the PDS hands out handles; other handles are their owners' domains. */
export const handleDomains = [".bsky.social", ".pebble.social"];

/** The part of a handle that its owner chose: without the domain of the host, or without the top-level domain. */
export function labelOf(handle: string): string {
  const host = handleDomains.find((domain) => handle.endsWith(domain));
  return host ? handle.slice(0, -host.length) : handle.slice(0, handle.lastIndexOf("."));
}

/** What is left of a username when case and separators are ignored. */
export function normalise(username: string): string {
  return username.toLowerCase().replace(/[._-]/g, "");
}

/** A name in the letters that handles have: "Łukasz O'Gallivan-Cole" is "lukasz ogallivan cole". */
export function spell(name: string): string {
  return name
    .toLowerCase()
    .replace(/[łøđıßæœ]/g, (letter) => LETTERS[letter] ?? letter)
    .normalize("NFD")
    .replace(/[\p{M}'’]/gu, "")
    .replace(/[^a-z0-9]+/g, " ")
    .trim();
}

/** How alike two usernames are, 0 to 1: the measure of PostgreSQL's pg_trgm for one word. */
export function similarity(one: string, other: string): number {
  const [a, b] = [trigramsOf(normalise(one)), trigramsOf(normalise(other))];
  const shared = [...a].filter((trigram) => b.has(trigram)).length;
  return shared / (a.size + b.size - shared);
}

/** Whether a platform would have allowed the username. */
export function isUsername(platform: Platform, username: string): boolean {
  return RULES[platform].test(username) && !/^\.|\.\.|\.$/.test(username);
}

/** Whether the host would have handed out the handle: 3 to 18 letters, digits and inner hyphens. */
export function isHostedLabel(label: string): boolean {
  return /^[a-z0-9](?:[a-z0-9-]{1,16})[a-z0-9]$/.test(label);
}

const LETTERS: Record<string, string> = {
  ł: "l",
  ø: "o",
  đ: "d",
  ı: "i",
  ß: "ss",
  æ: "ae",
  œ: "oe",
};

const RULES: Record<Platform, RegExp> = {
  instagram: /^[a-z0-9._]{1,30}$/,
  threads: /^[a-z0-9._]{1,30}$/,
  tiktok: /^[a-z0-9._]{2,24}$/,
  x: /^[A-Za-z0-9_]{4,15}$/,
  youtube: /^[A-Za-z0-9._-]{3,30}$/,
};

function trigramsOf(word: string) {
  const padded = `  ${word} `;
  return new Set(
    Array.from({ length: padded.length - 2 }, (_, start) => padded.slice(start, start + 3)),
  );
}
