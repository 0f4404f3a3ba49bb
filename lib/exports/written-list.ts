import { readWrittenAccount } from "./accounts";
import { addFields, findFields } from "./fields";
import type { FileName } from "./file-name";
import { isEmpty, isObject } from "./json";
import { kindOfName } from "./list-kinds";
import { ListPart } from "./list-part";
import type { TableReader } from "./platform-reader";
import type { PlatformId } from "./types";

/*
 * Lists that people and tools make: a name per line, tables with or without a header, JSON arrays. Of a row that
 * is not an account nothing is taken.
 */

/** A table whose header names an account column. One column alone must be unmistakable: `account` may be a name. */
export function readHeadedTable(head: string[][], file: FileName): TableReader | null {
  const row = head.findIndex((cells) => cells.some((cell) => cell.trim() !== ""));
  const header = head[row] ?? [];
  const fields = findFields(header);
  if (!fields || (header.length === 1 && !loneHeader.test(header[0] ?? ""))) return null;
  const part = newPart(file, "table");
  const platforms = new PlatformVote(part);
  return {
    part,
    skipRows: row + 1,
    addRow: (cells) => platforms.count(addFields(part, cells, fields)),
  };
}

const loneHeader =
  /^\s*(user[ _]?names?|screen[ _]?names?|account address|handles?|profile urls?)\s*$/i;

/** A table without a header: the first column whose every cell can be an account. */
export function readBareTable(head: string[][], file: FileName): TableReader | null {
  const rows = head.filter((cells) => cells.some((cell) => cell.trim() !== ""));
  const width = Math.min(...rows.map((cells) => cells.length));
  if (rows.length < 2 || !(width >= 2)) return null;
  const columns = Array.from({ length: width }, (_, column) =>
    rows.map((cells) => cells[column] ?? ""),
  );
  const isAccount = (cell: string) =>
    !/^(true|false|\d+)$/i.test(cell.trim()) && readWrittenAccount(cell) !== null;
  const column = columns.findIndex((cells) => cells.every(isAccount));
  if (column < 0) return null;
  const part = newPart(file, "table-no-header");
  const platforms = new PlatformVote(part);
  return {
    part,
    skipRows: 0,
    addRow(cells) {
      const account = readWrittenAccount(cells[column] ?? "");
      if (account) part.add(account);
      else part.skip((cells[column] ?? "").trim() === "" ? "noName" : "notAName");
      platforms.count(account?.platform ?? null);
    },
  };
}

/**
 * A name, link, address or DID per line, or several with commas between them. Empty lines and `#` lines are not
 * rows. Lines that look like a person's name count as display names. Null where most lines are neither.
 */
export function readLines(text: string, file: FileName): ListPart | null {
  const part = newPart(file, "lines");
  const platforms = new PlatformVote(part);
  let read = 0;
  let other = 0;
  for (const match of text.matchAll(/[^\r\n]+/g)) {
    const line = match[0].replace(/^\s*(?:[-*•]|\d{1,6}[.)])\s+/, "").trim();
    if (line === "" || line.startsWith("#")) continue;
    for (const written of accountsIn(line)) {
      const account = readWrittenAccount(written);
      if (account) part.add(account);
      else if (personShape.test(written)) part.add({ displayName: written });
      else part.skip("notAName");
      if (account || personShape.test(written)) read++;
      else other++;
      platforms.count(account?.platform ?? null);
    }
    if (other > 200 && other > read) return null;
  }
  return read > other ? part : null;
}

function accountsIn(line: string): string[] {
  if (/^https?:/i.test(line)) return [line];
  const pieces = line
    .split(/[,;\t]/)
    .map((piece) => piece.trim())
    .filter((piece) => piece !== "");
  if (pieces.length > 1 && pieces.every((piece) => readWrittenAccount(piece))) return pieces;
  const words = line.split(/\s+/);
  if (words.length > 1 && words.every((word) => /^(@|https?:)./i.test(word))) return words;
  return [line];
}

/** Two to five capitalised words, or words of a script without capitals. */
const personShape =
  /^(?=.{3,60}$)[\p{Lu}\p{Lt}\p{Lo}][\p{L}\p{M}.'’-]*(?: [\p{Lu}\p{Lt}\p{Lo}][\p{L}\p{M}.'’-]*){1,4}$/u;

/** An array of names or objects, alone or under a key that says which list it is. */
export function readJsonList(value: unknown, file: FileName): ListPart[] | null {
  if (isEmpty(value)) return [newPart(file, "json")];
  if (Array.isArray(value)) {
    const part = newPart(file, "json");
    return addItems(part, value) ? [part] : null;
  }
  if (!isObject(value)) return null;
  const parts = Object.entries(value).flatMap(([key, items]) => {
    if (!Array.isArray(items)) return [];
    const part = newPart(file, "json");
    const guess = kindOfName(key);
    if (guess) Object.assign(part, { kind: guess.kind, kindIsCertain: guess.certain });
    else if (!plainKeys.test(key)) return [];
    return addItems(part, items) ? [part] : [];
  });
  return parts.length > 0 ? parts : null;
}

const plainKeys =
  /^(users?|accounts?|items|data|list|people|profiles|results|handles|usernames|names)$/i;

function addItems(part: ListPart, items: unknown[]): boolean {
  const platforms = new PlatformVote(part);
  for (const item of items) {
    if (isObject(item)) {
      const keys = Object.keys(item);
      const fields = findFields(keys);
      if (fields) platforms.count(addFields(part, Object.values(item), fields));
      else part.skip("noName");
    } else {
      const account = typeof item === "string" ? readWrittenAccount(item) : null;
      if (account) part.add(account);
      else part.skip(item === null || item === "" ? "noName" : "notAName");
      platforms.count(account?.platform ?? null);
    }
  }
  return items.length === 0 || part.follows.length > items.length / 2;
}

/**
 * A list whose every account names the same platform is that platform's. One link alone proves nothing; one
 * address of a fediverse server does.
 */
class PlatformVote {
  #platform: PlatformId | null = null;
  #rows = 0;
  #isSplit = false;

  constructor(private readonly part: ListPart) {}

  /** To be called after every row; those that added nobody have no vote. */
  count(platform: PlatformId | null): void {
    if (this.part.follows.length === this.#rows) return;
    this.#rows++;
    if (this.#rows === 1) this.#platform = platform;
    else if (platform !== this.#platform) this.#isSplit = true;
    const isEvidence = this.#rows > 1 || platform === "mastodon";
    this.part.platform = (!this.#isSplit && isEvidence && this.#platform) || "generic";
  }
}

/** Who makes a list makes it of people to follow, unless the file's name says otherwise. */
function newPart(file: FileName, format: string): ListPart {
  const guess = file.kind;
  return new ListPart({
    platform: "generic",
    kind: guess?.kind ?? "following",
    kindIsCertain: guess?.certain ?? true,
    format,
  });
}
