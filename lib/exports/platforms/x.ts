import { isObject, readJson } from "../json";
import { ListPart } from "../list-part";
import type { PlatformReader } from "../platform-reader";
import { firstSegment, type ProfileUrl, parseProfileUrl, webLink } from "../profile-url";
import type { ListKind } from "../types";
import { UnreadableExport } from "../unreadable-export";
import { nameAccounts } from "../x-names";

/*
 * data/following.js holds account numbers and nothing else. Tweets, which mention accounts by number and name,
 * give names to those that were ever mentioned, replied to, retweeted or quoted.
 */
export const x: PlatformReader = {
  platform: {
    id: "x",
    name: "X",
    identifies: "username",
    import: "file",
    hosts: ["x.com", "twitter.com", "mobile.twitter.com", "mobile.x.com"],
    profileUrl: (username) => `https://x.com/${encodeURIComponent(username)}`,
  },
  usernameIn,
  members:
    /(^|\/)(following|follower|block|mute)\.js$|(^|\/)twitter-(following|followers)-[\w-]+\.(csv|json)$/,
  marks: /(^|\/)(data\/manifest\.js|your archive\.html|tweets?\.js)$/,
  readJson: readToolList,
  readText(text, file) {
    const [assignment = "", dataset = ""] = scriptShape.exec(text) ?? [];
    const kind = kinds.get(dataset.toLowerCase());
    if (!kind) return null;
    const json = readJson(text.slice(assignment.length).replace(/;\s*$/, ""));
    if (!json) throw new UnreadableExport("brokenFile", { file: file.path });
    return [readAccounts(json.value, kind)];
  },
  readTable(head) {
    const header = (head[0] ?? []).map((cell) => cell.trim());
    const [id, username, name, link] = ["id", "screen_name", "name", "url"].map((key) =>
      header.indexOf(key),
    );
    if (id === undefined || username === undefined || id < 0 || username < 0) return null;
    const part = newToolPart("csv-tool");
    return {
      part,
      skipRows: 1,
      addRow(cells) {
        addToolRow(part, {
          id: cells[id],
          screen_name: cells[username],
          name: cells[name ?? -1],
          url: cells[link ?? -1],
        });
      },
    };
  },
  supplements: {
    members:
      /(^|\/)(tweets?|deleted-tweets?|community-tweets?|note-tweets?|circle-tweets?|twitter-circle-tweets?)\.js$/,
    complete: nameAccounts,
  },
};

/** `window.YTD.following.part0 =` */
const scriptShape = /^\s*(?:window\.)?YTD\.(\w+)\.part\d+\s*=\s*(?=[[{])/i;

const kinds = new Map<string, ListKind>([
  ["following", "following"],
  ["follower", "followers"],
  ["block", "blocked"],
  ["mute", "muted"],
]);

const ownPages = new Set(
  "i intent home explore search settings messages notifications hashtag share login about tos privacy".split(
    " ",
  ),
);

function usernameIn(url: ProfileUrl): string | null {
  const linked = /(?:^|&)screen_name=([^&]+)/.exec(url.query)?.[1];
  return url.segments[0] === "intent" ? (linked ?? null) : firstSegment(url, ownPages);
}

function readAccounts(rows: unknown, kind: ListKind): ListPart {
  const part = new ListPart({ platform: "x", kind, kindIsCertain: true, format: "archive" });
  for (const row of Array.isArray(rows) ? rows : []) {
    const account = isObject(row) ? Object.values(row).find(isObject) : null;
    const link = account?.userLink;
    const url = typeof link === "string" ? parseProfileUrl(link) : null;
    const isProfile = url !== null && x.platform.hosts.includes(url.host);
    part.add({
      username: isProfile ? usernameIn(url) : null,
      profileUrl: isProfile ? String(link).trim() : null,
      externalId: accountNumber(account?.accountId),
    });
  }
  return part;
}

/** twitter-web-exporter and scripts like it. `created_at` is the account's age, not the date followed. */
function readToolList(value: unknown): ListPart[] | null {
  const rows = Array.isArray(value) ? value : [];
  if (!rows.some((row) => isObject(row) && "screen_name" in row && "id" in row)) return null;
  const part = newToolPart("json-tool");
  for (const row of rows) addToolRow(part, isObject(row) ? row : {});
  return [part];
}

function newToolPart(format: string): ListPart {
  return new ListPart({ platform: "x", kind: "following", kindIsCertain: false, format });
}

function addToolRow(part: ListPart, row: Record<string, unknown>): void {
  part.add({
    username: row.screen_name,
    displayName: row.name,
    profileUrl: webLink(row.url),
    externalId: accountNumber(row.id),
  });
}

function accountNumber(value: unknown): string | null {
  return typeof value === "string" && /^\d{1,20}$/.test(value) ? value : null;
}
