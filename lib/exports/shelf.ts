import { importableKinds } from "./list-kinds";
import type { Member } from "./member";
import { readers } from "./platforms/all";

/** The members of one archive or folder that are worth a look, in the order in which they get it. */
export class Shelf {
  /** Known by name to hold a list of people to follow, or one of several lists. */
  readonly wanted: Member[] = [];
  /** Known by name to hold another list: only read to say so. */
  readonly others: Member[] = [];
  /** Known by name to complete a list. */
  readonly supplements: Member[] = [];
  /** Small texts of unknown names, for exports whose names are in an unknown language. */
  readonly unknown: Member[] = [];
  readonly archives: Member[] = [];
  /** The platform whose export this looks like. */
  platform: string | null = null;
  #count = 0;

  constructor(readonly name: string) {}

  put(member: Member): void {
    const { key, extension } = member.name;
    if (!textExtensions.has(extension)) {
      if (extension === "zip" && this.archives.length < mostArchives) this.archives.push(member);
      return;
    }
    this.#count++;
    if (this.#count < mostMarked) {
      this.platform ??= readers.find((reader) => reader.marks?.test(key))?.platform.name ?? null;
    }
    if (members.test(key)) {
      const { kind } = member.name;
      const isOther = kind?.certain && !importableKinds.has(kind.kind);
      (isOther ? this.others : this.wanted).push(member);
    } else if (isSupplement(key)) {
      this.supplements.push(member);
    } else if (this.unknown.length < mostUnknown && member.size <= largestUnknown) {
      this.unknown.push(member);
    }
  }
}

/** A member that completes a list and holds none. */
export function isSupplement(key: string): boolean {
  return supplements.test(key);
}

// One expression for all platforms: archives have up to a million names.
const members = anyOf(readers.map((reader) => reader.members));
const supplements = anyOf(readers.map((reader) => reader.supplements?.members));

function anyOf(patterns: (RegExp | undefined)[]): RegExp {
  return new RegExp(patterns.flatMap((pattern) => pattern?.source ?? []).join("|"));
}

const textExtensions = new Set([
  "json",
  "html",
  "htm",
  "csv",
  "tsv",
  "txt",
  "js",
  "xml",
  "opml",
  "",
]);
const mostArchives = 20;
const mostMarked = 5000;
const mostUnknown = 500;
const largestUnknown = 8_000_000;
