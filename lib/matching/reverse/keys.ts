import type { DirectoryEntry } from "@/lib/directory";
import { blockingKeys } from "../names";
import { readMentions } from "../score/bio";
import { platformOf } from "../score/source-facts";

/** What an account of the directory is found by: its name, and the accounts elsewhere that its bio names. */
export function keysOfActor({ handle, displayName, description }: DirectoryEntry): string[] {
  const names = handle ? blockingKeys({ handle, displayName }) : [];
  const mentions = readMentions(description ?? "").map(({ site, name }) => mentionKey(site, name));
  return [...names, ...mentions];
}

/** The key under which accounts are filed whose bio names this account elsewhere. */
export function mentionKey(platform: string, username: string): string {
  return `@${samePlatforms(platform)[0]}/${username.toLowerCase()}`;
}

/** Platforms on which a name means one and the same account, the given one's first name before the others. */
export function samePlatforms(platform: string): readonly string[] {
  const id = platformOf(platform);
  if (id === "instagram" || id === "threads") return ["instagram", "threads"];
  return id === "x" ? ["x", "twitter"] : [id];
}
