import { readIsoTime, readUnixTime } from "../dates";
import { isEmpty, isObject, plainKey } from "../json";
import { ListPart } from "../list-part";
import type { PlatformReader } from "../platform-reader";
import { atSegment } from "../profile-url";
import type { ListKind } from "../types";

/*
 * JSON: user_data_tiktok.json, whose sections were renamed three times. TXT: a folder of files whose names,
 * folders and labels are in the account's language. Times are UTC in both.
 */
export const tiktok: PlatformReader = {
  platform: {
    id: "tiktok",
    name: "TikTok",
    identifies: "username",
    import: "file",
    hosts: ["tiktok.com", "m.tiktok.com"],
    profileUrl: (username) => `https://www.tiktok.com/@${encodeURIComponent(username)}`,
  },
  usernameIn: atSegment,
  members:
    /(^|\/)user_data(_tiktok)?\.json$|(^|\/)(following|following list|follower|followers|follower list|volgend|volgers?)\.txt$/,
  marks:
    /(^|\/)(user_data(_tiktok)?\.json|(likes and favorites|video browsing history|login history)[^/]*)(\/|$)/,
  readJson(value, file) {
    const isNamed = /(^|\/)user_data(_tiktok)?\.json$/.test(file.key);
    if (isNamed && isEmpty(value)) return [withoutList()];
    if (!isObject(value)) return null;
    if (!isNamed && !Object.keys(value).some((key) => sections.has(plainKey(key)))) return null;
    const lists = Object.values(value).filter(isObject).flatMap(listsOf);
    const following = lists.filter((list) => list.kind === "following");
    // The lists of other people matter only where they are all there is.
    const found = following.length > 0 ? following : lists;
    if (found.length > 0) return found.map(({ kind, records }) => partOf(kind, records));
    if (!isNamed && Object.keys(value).length > 0 && !Object.keys(value).some(isOwnSection))
      return null;
    return [withoutList()];
  },
  readText(text, file) {
    const blocks = readBlocks(text);
    if (!blocks) return null;
    const guess = file.kind ?? { kind: "following" as const, certain: false };
    const part = new ListPart({
      platform: "tiktok",
      kind: guess.kind,
      kindIsCertain: guess.certain,
      format: "txt",
      verified: blocks.labelsAreKnown,
    });
    for (const { username, date } of blocks.rows) {
      part.add({ username, followedAt: readIsoTime(date, "Z") });
    }
    return [part];
  },
};

const sections = new Set(["activity", "youractivity", "profileandsettings", "appsettings"]);

/** `Profile` and `Comment` are words that other JSON has too. */
function isOwnSection(key: string): boolean {
  return ["youractivity", "profileandsettings", "appsettings"].includes(plainKey(key));
}

const listNames = new Map<string, ListKind>([
  ["following", "following"],
  ["followinglist", "following"],
  ["follower", "followers"],
  ["followerlist", "followers"],
  ["blocklist", "blocked"],
  ["block", "blocked"],
]);

const recordLists = new Set(["following", "fanslist", "followerlist", "blocklist"]);

/** A section holds `Following: { Following: [...] }`; either level may be null. */
function listsOf(section: Record<string, unknown>): { kind: ListKind; records: unknown[] }[] {
  return Object.entries(section).flatMap(([name, content]) => {
    const kind = listNames.get(plainKey(name));
    if (!kind) return [];
    if (content === null) return [{ kind, records: [] }];
    if (Array.isArray(content)) return [{ kind, records: content }];
    if (!isObject(content)) return [];
    const list = Object.entries(content).find(([key]) => recordLists.has(plainKey(key)))?.[1];
    return [{ kind, records: Array.isArray(list) ? list : [] }];
  });
}

function partOf(kind: ListKind, records: unknown[]): ListPart {
  const part = new ListPart({ platform: "tiktok", kind, kindIsCertain: true, format: "json" });
  for (const record of records) {
    if (!isObject(record)) {
      part.skip("noName");
      continue;
    }
    let { UserName: username, Date: date } = record;
    if (username === undefined || date === undefined) {
      for (const [key, value] of Object.entries(record)) {
        if (usernameKeys.has(plainKey(key))) username ??= value;
        else if (plainKey(key) === "date") date ??= value;
      }
    }
    part.add({ username, followedAt: readIsoTime(date, "Z") ?? readUnixTime(date) });
  }
  return part;
}

function withoutList(): ListPart {
  const part = partOf("following", []);
  part.notes.push({ code: "listMissing", params: {} });
  return part;
}

const usernameKeys = new Set(["username", "uniqueid"]);

interface Blocks {
  rows: { username: string | null; date: string }[];
  labelsAreKnown: boolean;
}

/**
 * Blocks of two lines between blank lines, `Date: …` and `Username: …`. In any language: the line whose value is
 * a date is the date, the other the username. Null unless every block is like that and the names can be names.
 */
function readBlocks(text: string): Blocks | null {
  const rows: Blocks["rows"] = [];
  const labels = new Set<string>();
  let block: [label: string, value: string][] = [];
  let lines = 0;
  for (const line of linesOf(text)) {
    if (line.trim() === "") {
      if (block.length > 0 && !addBlock(block, rows, labels)) return null;
      block = [];
      continue;
    }
    lines++;
    const pair = readPair(line);
    if (!pair)
      return lines === 1 && isEmptySentence(text) ? { rows: [], labelsAreKnown: true } : null;
    block.push(pair);
    if (block.length > 2) return null;
  }
  if (block.length > 0 && !addBlock(block, rows, labels)) return null;
  if (rows.length === 0 || !rows.some((row) => row.username)) return null;
  if ([...labels].some((label) => otherLabels.has(label))) return null;
  return { rows, labelsAreKnown: [...labels].every((label) => usernameLabels.has(label)) };
}

/** The label ends at the first colon, full-width ones included; a value may hold more of them. */
function readPair(line: string): [label: string, value: string] | null {
  const colon = line.search(/[:：]/);
  return colon < 1 || colon > 60 ? null : [line.slice(0, colon), line.slice(colon + 1).trim()];
}

function addBlock(
  block: [label: string, value: string][],
  rows: Blocks["rows"],
  labels: Set<string>,
): boolean {
  const date = block.find(([, value]) => isDate(value));
  const name = block.find((line) => line !== date);
  if (!date) return false;
  if (name) {
    const label = plainKey(name[0]);
    // A label that nobody knows must have a value that can be a username.
    if (!usernameLabels.has(label) && !/^$|^@?[^\s:]{1,64}$/.test(name[1])) return false;
    labels.add(label);
  }
  rows.push({ username: name?.[1] ?? null, date: date[1] });
  return true;
}

function isDate(value: string): boolean {
  return /^\d{4}-\d{2}-\d{2}[ T]\d{2}:\d{2}/.test(value);
}

const usernameLabels = new Set(["username", "gebruikersnaam"]);

/** Two-line blocks of other files: searches, likes, links. */
const otherLabels = new Set([
  "searchterm",
  "link",
  "videolink",
  "zoekterm",
  "ip",
  "sound",
  "effect",
]);

function isEmptySentence(text: string): boolean {
  return emptySentences.has(text.trim().replace(/\.$/, "").toLowerCase());
}

const emptySentences = new Set([
  "you have no data in this section",
  "dit gedeelte bevat geen gegevens",
  "er staan geen gegevens in dit gedeelte",
]);

function* linesOf(text: string): Generator<string> {
  for (let start = 0; start < text.length; ) {
    const found = text.indexOf("\n", start);
    const end = found < 0 ? text.length : found;
    yield text.slice(start, text[end - 1] === "\r" ? end - 1 : end);
    start = end + 1;
  }
}
