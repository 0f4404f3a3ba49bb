import { readIsoTime, readUnixDateCommand } from "./dates";
import { isObject } from "./json";
import { JsonItems } from "./json-items";
import type { ListPart } from "./list-part";
import { parseProfileUrl } from "./profile-url";
import type { Follow } from "./types";

interface Naming {
  username: string;
  displayName: string | null;
  time: number;
}

/** A tweet has a few kilobytes; what never ends is not a tweet. */
const longestTweet = 16_000_000;

/**
 * Gives names to the accounts that tweets tie a number to. Handles change: the newest tweet is right.
 * Tweets pass through one by one; only the names of accounts in the list are kept.
 */
export async function nameAccounts(
  parts: ListPart[],
  members: { path: string; pieces(): AsyncIterable<string> }[],
): Promise<void> {
  const accounts = parts.flatMap((part) => part.follows);
  const unnamed = accounts.filter((account) => account.username === null && account.externalId);
  const [first] = parts;
  if (!first || unnamed.length === 0) return;
  const names = new Map<string, Naming | null>(
    unnamed.map((account) => [account.externalId ?? "", null]),
  );
  for (const member of members) {
    const items = new JsonItems();
    for await (const piece of member.pieces()) {
      for (const item of items.push(piece)) readTweet(item, names);
      if (items.pending > longestTweet) break;
    }
  }
  let named = 0;
  for (const account of unnamed) if (applyName(account, names)) named++;
  first.notes.push(
    members.length === 0
      ? { code: "numbersOnly", params: { count: unnamed.length } }
      : {
          code: "numbersNamed",
          params: { named, unnamed: unnamed.length - named, count: unnamed.length },
        },
  );
}

function applyName(account: Follow, names: Map<string, Naming | null>): boolean {
  const name = names.get(account.externalId ?? "");
  if (!name) return false;
  account.username = name.username;
  account.displayName = name.displayName === name.username ? null : name.displayName;
  return true;
}

function readTweet(json: string, names: Map<string, Naming | null>): void {
  // Most tweets mention nobody; parsing is what costs.
  if (!mentionsSomebody.test(json)) return;
  let tweet: unknown;
  try {
    tweet = JSON.parse(json);
  } catch (error) {
    if (error instanceof SyntaxError) return;
    throw error;
  }
  collect(tweet, timeOf(tweet), names, 0);
}

const mentionsSomebody = /screen_?name"\s*:\s*"|"source_user_id/i;

/** Every object that has a number and a name: mentions, replies, authors of retweets and quotes, media taken over. */
function collect(
  value: unknown,
  time: number,
  names: Map<string, Naming | null>,
  depth: number,
): void {
  if (depth > 12) return;
  if (Array.isArray(value)) {
    for (const item of value) collect(item, time, names, depth + 1);
    return;
  }
  if (!isObject(value)) return;
  const id = value.id_str ?? value.userId ?? value.user_id_str ?? value.id;
  keep(names, id, value.screen_name ?? value.screenName, value.name, time);
  keep(names, value.in_reply_to_user_id_str, value.in_reply_to_screen_name, null, time);
  if (value.source_user_id_str) {
    keep(names, value.source_user_id_str, sourceName(value), null, time);
  }
  for (const key in value) {
    const inner = value[key];
    if (typeof inner === "object" && inner !== null) collect(inner, time, names, depth + 1);
  }
}

function keep(
  names: Map<string, Naming | null>,
  id: unknown,
  username: unknown,
  displayName: unknown,
  time: number,
): void {
  if (typeof id !== "string" || typeof username !== "string") return;
  if (!/^\w{1,20}$/.test(username)) return;
  const known = names.get(id);
  if (known === undefined) return;
  const isNewer = known === null || time > known.time;
  const addsName =
    known?.time === time && known.displayName === null && known.username === username;
  if (!isNewer && !addsName) return;
  const name = typeof displayName === "string" ? displayName.trim() : "";
  names.set(id, {
    username,
    displayName: name !== "" ? name : known?.username === username ? known.displayName : null,
    time,
  });
}

/** A picture taken over from another's tweet links to that tweet: `/NAME/status/…/photo/1`. */
function sourceName(media: Record<string, unknown>): string | null {
  const link = typeof media.expanded_url === "string" ? parseProfileUrl(media.expanded_url) : null;
  const isStatus =
    link?.segments[1] === "status" && link.segments[2] === media.source_status_id_str;
  return isStatus ? (link.segments[0] ?? null) : null;
}

function timeOf(item: unknown): number {
  if (!isObject(item)) return 0;
  const tweet = "created_at" in item ? item : (Object.values(item).find(isObject) ?? item);
  const stamp = tweet.created_at ?? tweet.createdAt;
  return readUnixDateCommand(stamp) ?? (Date.parse(readIsoTime(stamp, "Z") ?? "") || 0);
}
