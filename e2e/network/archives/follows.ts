import { isUsername, normalise, spell } from "../world/handles";
import { latinNames } from "../world/names";
import { randomFrom } from "../world/random";
import { nicknames } from "../world/themes";
import type { Platform } from "../world/types";

export type Follow = { username: string; displayName?: string; followedAt: Date };

/** Gives each name the time when it was followed, newest first as the platforms list them. */
export function followed(
  accounts: { username: string; displayName?: string }[],
  seed: string,
): Follow[] {
  const random = randomFrom(`followed ${seed}`);
  return accounts
    .map(({ username, displayName }) => ({
      username,
      displayName,
      followedAt: new Date(FIRST + random.below((LAST - FIRST) / 1000) * 1000),
    }))
    .sort((a, b) => b.followedAt.getTime() - a.followedAt.getTime());
}

/** Usernames of people who are on no network; none of them is one of the normalised names that are known. */
export function strangers(
  platform: Platform,
  count: number,
  known: Set<string>,
  seed: string,
): string[] {
  const random = randomFrom(`strangers ${seed}`);
  const found = new Map<string, string>();

  while (found.size < count) {
    const { given, family } = random.pick(latinNames);
    const [one = "", two = ""] = [random.pick(given), random.pick(family)].map((name) =>
      spell(name).replaceAll(" ", ""),
    );
    const nickname = `${random.pick(nicknames.first)}${random.pick(nicknames.second)}`;
    const digits = String(random.below(2000));
    const username = random.pick([
      `${one}.${two}`,
      `${one}_${two}`,
      `${one}${two}${digits.slice(0, 2)}`,
      `${two}.${one}`,
      `${nickname}${digits}`,
      `${nickname}.${one}`,
      `${one}.${nickname}`,
      `_${nickname}_${digits}`,
      `${one}${digits}`,
    ]);
    const name = normalise(username);
    if (!known.has(name) && isUsername(platform, username)) found.set(name, username);
  }
  return [...found.values()];
}

/** The items in another order, the same for the same seed. */
export function shuffled<Item>(items: Item[], seed: string): Item[] {
  const random = randomFrom(`shuffle ${seed}`);
  return items
    .map((item) => ({ item, rank: random.next() }))
    .sort((a, b) => a.rank - b.rank)
    .map(({ item }) => item);
}

const FIRST = Date.UTC(2018, 0, 14);
const LAST = Date.UTC(2025, 11, 30);
