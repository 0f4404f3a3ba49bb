import type { Follow, ListKind, Note, PlatformId, SkipReason } from "./types";

interface PartOptions {
  platform: PlatformId;
  kind: ListKind;
  kindIsCertain: boolean;
  format: string;
  /** False where no real export of this form was seen: read leniently, and said so. */
  verified?: boolean;
}

/** The accounts that one file adds to a list. Cleans every row and counts those that name nobody. */
export class ListPart {
  platform: PlatformId;
  kind: ListKind;
  kindIsCertain: boolean;
  readonly format: string;
  readonly follows: Follow[] = [];
  readonly skipped = new Map<SkipReason, number>();
  readonly notes: Note[] = [];

  constructor(options: PartOptions) {
    this.platform = options.platform;
    this.kind = options.kind;
    this.kindIsCertain = options.kindIsCertain;
    this.format = options.format;
    if (options.verified === false) this.notes.push({ code: "unverifiedFormat", params: {} });
  }

  /** Takes values as the file has them: a missing, empty or placeholder value counts as absent. */
  add(row: {
    username?: unknown;
    displayName?: unknown;
    profileUrl?: string | null;
    followedAt?: string | null;
    externalId?: string | null;
  }): void {
    const name = nameIn(row.username);
    if (name?.startsWith("__deleted__")) {
      this.skip("deleted");
      return;
    }
    const username = name !== null && isUsername(name) ? name : null;
    const displayName = displayNameIn(row.displayName);
    const externalId = row.externalId ?? null;
    if (username === null && externalId === null && displayName === null) {
      this.skip(name === null ? "noName" : "notAName");
      return;
    }
    this.follows.push({
      username,
      displayName: displayName === username ? null : displayName,
      profileUrl: row.profileUrl ?? null,
      followedAt: row.followedAt ?? null,
      externalId,
    });
  }

  skip(reason: SkipReason): void {
    this.skipped.set(reason, (this.skipped.get(reason) ?? 0) + 1);
  }
}

// What exporters and data tools write where there is nothing. Lower-case `none` is a name people have.
const placeholders = new Set(["N/A", "n/a", "n.v.t.", "None", "null"]);

/** Long enough for user@host with the longest user and host names there are. */
const longestName = 330;
/** Nobody's display name is longer, and nothing longer is worth cleaning. */
const longestText = 1000;

function nameIn(value: unknown): string | null {
  if (typeof value === "number" && Number.isSafeInteger(value)) return String(value);
  if (typeof value !== "string") return null;
  if (value.length > longestText) return value;
  const trimmed = trim(value);
  const name = trimmed.startsWith("@") ? trim(trimmed.slice(1)) : trimmed;
  return name === "" || placeholders.has(name) ? null : name;
}

function isUsername(name: string): boolean {
  if (name.length > longestName) return false;
  return /^[\w.-]+$/.test(name) || (!/[\s\p{Cc}]/u.test(name) && name.isWellFormed());
}

function displayNameIn(value: unknown): string | null {
  if (typeof value !== "string") return null;
  const clean = plainText.test(value) ? value : cleaned(value);
  return clean === "" || placeholders.has(clean) ? null : clean;
}

/** Printable ASCII without blanks around it: what needs no cleaning. */
const plainText = /^[!-~](?:[ -~]{0,98}[!-~])?$/;

/** The database takes neither NUL nor half a surrogate pair. */
function cleaned(text: string): string {
  return trim(
    text
      .slice(0, longestText)
      .replace(/\p{Cc}+/gu, " ")
      .toWellFormed(),
  );
}

/** Blanks, and the invisible direction and joining marks that some exports put around names. */
function trim(text: string): string {
  return isPlain(text.charCodeAt(0)) && isPlain(text.charCodeAt(text.length - 1))
    ? text
    : text.replace(edges, "");
}

/** Printable ASCII. */
function isPlain(code: number): boolean {
  return code > 0x20 && code < 0x7f;
}

const edges =
  /^[\s\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]+|[\s\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]+$/g;
