import { readIsoTime } from "../dates";
import type { FileName } from "../file-name";
import { isEmpty, isObject } from "../json";
import { type KindGuess, kindOfName } from "../list-kinds";
import { ListPart } from "../list-part";
import { addMetaRecords, isMetaRecord, linkedHosts, type MetaSource } from "../meta-records";
import type { PlatformReader } from "../platform-reader";
import { firstSegment, type ProfileUrl } from "../profile-url";
import type { ListKind } from "../types";

/*
 * connections/followers_and_following/following.json and its siblings. File names and keys stay English in
 * every account language; labels do not. The username moved from `value` to `title` in 2024/25.
 */
export const instagram: PlatformReader = {
  platform: {
    id: "instagram",
    name: "Instagram",
    identifies: "username",
    import: "file",
    hosts: ["instagram.com", "m.instagram.com"],
    profileUrl: (username) => `https://www.instagram.com/${encodeURIComponent(username)}/`,
  },
  usernameIn,
  members:
    /(^|\/)(following|followers|close_friends|profiles_you.{0,3}ve_favorited|blocked_profiles|restricted_profiles|recently_unfollowed_(profiles|accounts)|(pending|recent)_follow_requests|follow_requests_you.{0,3}ve_received|connections)\.(json|html?)$/,
  marks:
    /(^|\/)(your_instagram_activity|instagram_ads_and_businesses|logged_information\/past_instagram_insights)\//,
  readJson(value, file, text) {
    if (isEmpty(value) && /followers_and_following\/following\.json$/.test(file.key)) {
      return [new ListPart({ ...ofFollowing, format: "json-empty" })];
    }
    if (isObject(value)) return readRelationships(value, file) ?? readConnections(value, text);
    if (!Array.isArray(value) || !value.slice(0, 10).some(isMetaRecord)) return null;
    if (linkedHosts(value).some((host) => !instagram.platform.hosts.includes(host))) return null;
    const guess: KindGuess = file.kind ?? { kind: "following", certain: false };
    const isDialect = value.some((record) => isObject(record) && "label_values" in record);
    const part = new ListPart({
      platform: "instagram",
      kind: guess.kind,
      kindIsCertain: guess.certain,
      format: isDialect ? "json-label-values" : "json-bare-array",
      verified: guess.kind !== "following",
    });
    addMetaRecords(part, value, instagramRecords);
    return [part];
  },
};

/** `/_u/NAME` opens the app; `/NAME` is the same account's page. */
function usernameIn(url: ProfileUrl): string | null {
  const [first, second] = url.segments;
  return first === "_u" ? (second ?? null) : firstSegment(url, ownPages);
}

const ownPages = new Set(
  "accounts p reel reels tv explore stories direct about legal developer web emails".split(" "),
);

const instagramRecords: MetaSource = {
  reader: instagram,
  links: ["https://www.instagram.com/_u/", "https://www.instagram.com/"],
  titleIsName: false,
};

const ofFollowing = { platform: "instagram", kind: "following", kindIsCertain: true } as const;

const relationships = new Map<string, ListKind>([
  ["relationships_following", "following"],
  ["relationships_followers", "followers"],
  ["relationships_close_friends", "close_friends"],
  ["relationships_feed_favorites", "favorites"],
  ["relationships_blocked_users", "blocked"],
  ["relationships_restricted_users", "restricted"],
  ["relationships_hide_stories_from", "hidden"],
  ["relationships_follow_requests_sent", "requests"],
  ["relationships_follow_requests_received", "requests"],
  ["relationships_follow_requests_recent", "requests"],
  ["relationships_permanent_follow_requests", "requests"],
  ["relationships_unfollowed_users", "unfollowed"],
  ["relationships_dismissed_suggested_users", "suggested"],
  ["relationships_removed_suggestions", "suggested"],
]);

function readRelationships(value: Record<string, unknown>, file: FileName): ListPart[] | null {
  // Keys may be renamed once more; Threads has records of the same shape.
  const lists = Object.entries(value).filter(
    ([key, records]) =>
      relationships.has(key) ||
      (!key.startsWith("text_post_app_") && Array.isArray(records) && records.some(isMetaRecord)),
  );
  if (lists.length === 0) return null;
  return lists.flatMap(([key, records]) => {
    const known = relationships.get(key);
    const guess = kindOfName(key.replace(/^relationships_/, "")) ?? file.kind;
    if (/hashtag|topic|place/.test(key) || (records !== null && !Array.isArray(records))) return [];
    const rows: unknown[] = records ?? [];
    const part = new ListPart({
      platform: "instagram",
      kind: known ?? guess?.kind ?? "following",
      kindIsCertain: known !== undefined,
      format: rows.slice(0, 100).some(hasValue) ? "json-value" : "json-title",
      verified: known !== undefined,
    });
    addMetaRecords(part, rows, instagramRecords);
    return [part];
  });
}

function hasValue(record: unknown): boolean {
  const items = isObject(record) ? record.string_list_data : null;
  return Array.isArray(items) && items.some((item) => isObject(item) && Boolean(item.value));
}

/** Until about 2020: one connections.json, each list an object from username to date. */
function readConnections(value: Record<string, unknown>, text: string): ListPart[] | null {
  const { following } = value;
  if (!isObject(following) || !("followers" in value || "blocked_users" in value)) return null;
  const part = new ListPart({ ...ofFollowing, format: "json-connections" });
  for (const username of inFileOrder(Object.keys(following), text)) {
    part.add({ username, followedAt: readIsoTime(following[username]) });
  }
  return [part];
}

/** Objects put keys that are numbers first; the file does not. */
function inFileOrder(keys: string[], text: string): string[] {
  if (!keys.some((key) => /^\d+$/.test(key))) return keys;
  const list = /"following"\s*:\s*\{([^}]*)/.exec(text)?.[1] ?? "";
  const places = new Map(
    [...list.matchAll(/"((?:[^"\\]|\\.)*)"\s*:/g)].map(([, key], place) => [key, place] as const),
  );
  const placeOf = (key: string) => places.get(JSON.stringify(key).slice(1, -1)) ?? places.size;
  return keys.sort((one, other) => placeOf(one) - placeOf(other));
}
