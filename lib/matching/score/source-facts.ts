import type { DisplayName } from "../names/display-name";
import { readSource, type Username, usernameKey } from "../names/username";
import type { Known } from "./overlap";
import { Spelling } from "./spelling";
import type { Source } from "./types";

/** What scoring needs to know of a source account, worked out once for all its candidates. */
export type SourceFacts = {
  platform: string;
  /** Exact identity on the platform, lower-case; what a bio would name. */
  key: string;
  username: Username;
  name: DisplayName;
  /** The whole name squeezed in every order and spelling people put into a handle. */
  fullNames: ReadonlySet<string>;
  /** The username without separators. */
  plainName: Spelling;
  /** The words of the name without anything between them. */
  joinedName: Spelling;
  known: Known;
};

export function readSourceFacts(source: Source): SourceFacts {
  const { username, name } = readSource(source);
  const words = [...name.words, ...(name.longWords ?? []), ...name.aliases];
  return {
    platform: platformOf(source.platform),
    key: usernameKey(source.username),
    username,
    name,
    fullNames: fullNamesOf(name),
    plainName: new Spelling(username.plain),
    joinedName: new Spelling(name.words.join("")),
    known: { username: username.plain, words: [...new Set(words)] },
  };
}

/** One id for a platform that goes by several. */
export function platformOf(platform: string): string {
  return platform.toLowerCase() === "twitter" ? "x" : platform.toLowerCase();
}

function fullNamesOf(name: DisplayName): Set<string> {
  const names = new Set(name.aliases);
  for (const words of [name.words, name.longWords ?? []]) {
    const [first, last] = [words[0], words.at(-1)];
    if (!first || !last) continue;
    names.add(words.join(""));
    if (words.length === 1) continue;
    names.add(first + last);
    names.add(last + first);
  }
  return names;
}
