import { readUnixTime } from "../dates";
import { isObject } from "../json";
import { ListPart } from "../list-part";
import { readMetaDate } from "../meta-date";
import { repairMojibake } from "../mojibake";
import type { Page } from "../page";
import type { PlatformReader } from "../platform-reader";
import { firstSegment } from "../profile-url";
import type { ListKind } from "../types";

/*
 * Names, never usernames, under keys that carry a version. Apostrophes in file names arrive as `_` from some
 * tools. HTML: a heading per person and the date below it.
 */
export const facebook: PlatformReader = {
  platform: {
    id: "facebook",
    name: "Facebook",
    identifies: "name",
    import: "file",
    hosts: ["facebook.com", "m.facebook.com", "fb.com"],
    profileUrl: () => null,
  },
  usernameIn: (url) => firstSegment(url, ownPages),
  members:
    /(^|\/)(who_?you.{0,3}ve_followed|your_friends|friends|following|pages_and_profiles_you_follow|people_who_followed_you|who.{0,3}s_followed_you)\.(json|html?)$/,
  marks: /(^|\/)(your_facebook_activity|facebook_news|logged_information\/facebook_news)\//,
  readJson(value) {
    if (!isObject(value)) return null;
    const lists = Object.entries(value).flatMap(([key, records]) => {
      const kind = kinds.get(key.replace(/_v\d+$/, ""));
      const isOurs = kind && (/_v\d+$/.test(key) || key === "followings");
      return isOurs && (records === null || Array.isArray(records))
        ? [{ key, kind, records: records ?? [] }]
        : [];
    });
    if (lists.length === 0) return null;
    return lists.map(({ key, kind, records }) => {
      const part = new ListPart({
        platform: "facebook",
        kind,
        kindIsCertain: true,
        format: `json-${key}`,
      });
      for (const record of records as unknown[]) {
        if (!isObject(record)) part.skip("noName");
        else {
          part.add({ displayName: nameOf(record), followedAt: readUnixTime(record.timestamp) });
        }
      }
      return withNamesNote(part);
    });
  },
  readMarkup(page, file) {
    const name = /([^/]+)\.html?$/.exec(file.key)?.[1]?.replace(/[^a-z]+/g, "") ?? "";
    const kind = pages.get(name);
    if (!kind) return null;
    const part = new ListPart({
      platform: "facebook",
      kind,
      kindIsCertain: true,
      format: "html",
      verified: false,
    });
    addHeadings(part, page);
    return part.follows.length > 0 ? [withNamesNote(part)] : null;
  },
};

const ownPages = new Set(
  "profile.php pages groups watch events people help policies login settings story.php photo.php".split(
    " ",
  ),
);

const kinds = new Map<string, ListKind>([
  ["following", "following"],
  ["followings", "following"],
  ["pages_followed", "following"],
  ["friends", "friends"],
  ["followers", "followers"],
  ["removed_friends", "unfollowed"],
  ["deleted_friends", "unfollowed"],
  ["received_requests", "requests"],
  ["sent_requests", "requests"],
  ["rejected_requests", "requests"],
]);

const pages = new Map<string, ListKind>([
  ["whoyouvefollowed", "following"],
  ["pagesandprofilesyoufollow", "following"],
  ["yourfriends", "friends"],
  ["friends", "friends"],
  ["peoplewhofollowedyou", "followers"],
  ["whosfollowedyou", "followers"],
]);

function nameOf(record: Record<string, unknown>): string | null {
  const name = record.name ?? record.title;
  return typeof name === "string" ? repairMojibake(name) : null;
}

function addHeadings(part: ListPart, page: Page): void {
  let name: string | null = null;
  page.walk((item) => {
    if (item.type === "heading") {
      if (name !== null) part.add({ displayName: name });
      name = item.text;
    } else if (item.type === "text" && name !== null) {
      const followedAt = readMetaDate(item.text);
      if (followedAt === null) return;
      part.add({ displayName: name, followedAt });
      name = null;
    }
  });
  if (name !== null) part.add({ displayName: name });
}

function withNamesNote(part: ListPart): ListPart {
  part.notes.push({ code: "namesOnly", params: {} });
  return part;
}
