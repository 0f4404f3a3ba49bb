/** What an account list of an export is. Only `importableKinds` may become follows. */
export const listKinds = [
  "following",
  "friends",
  "close_friends",
  "favorites",
  "followers",
  "blocked",
  "muted",
  "restricted",
  "hidden",
  "requests",
  "unfollowed",
  "suggested",
] as const;
export type ListKind = (typeof listKinds)[number];

export type PlatformId =
  | "instagram"
  | "tiktok"
  | "threads"
  | "x"
  | "youtube"
  | "facebook"
  | "mastodon"
  | "linkedin"
  | "snapchat"
  | "reddit"
  | "twitch"
  | "tumblr"
  | "github"
  | "medium"
  | "pinterest"
  | "soundcloud"
  | "letterboxd"
  | "goodreads"
  | "substack"
  | "bluesky"
  | "generic";

/** One network that people come from. */
export interface Platform {
  id: PlatformId;
  /** A proper noun, the same in every language. */
  name: string;
  /** What its export identifies an account by: X's has numbers only, Facebook's only the names people go by. */
  identifies: "username" | "id" | "name";
  /** `file`: its own export is read. `names`: a list of names or profile links is. */
  import: "file" | "names";
  /** Hosts of its profile pages, without `www.`; none where any host can be one. Compare whole hosts. */
  hosts: readonly string[];
  /** The address of an account's page, or null where a username does not give one. */
  profileUrl(username: string): string | null;
}

/** One account of a list, with what the source says about it and nothing else. */
export interface Follow {
  /** As the source writes it, without a leading `@`. Compare without regard to case. */
  username: string | null;
  /** Null where it is absent or the same as the username. */
  displayName: string | null;
  /** Always http or https. */
  profileUrl: string | null;
  /** ISO 8601: with `Z` where UTC is known, without a zone for wall time, a bare day where the source has no time. */
  followedAt: string | null;
  /** X account number, YouTube channel id, GitHub user id or DID. */
  externalId: string | null;
}

/** Why a row of the source is not an account: it names nobody, or somebody who deleted the account. */
export const skipReasons = ["noName", "deleted", "notAName"] as const;
export type SkipReason = (typeof skipReasons)[number];

/** Something worth telling about a list; the sentence is `exports.notes.<code>`. */
export interface Note {
  code: NoteCode;
  params: Record<string, string | number>;
}

export const noteCodes = [
  "duplicates",
  "unverifiedFormat",
  "listMissing",
  "namesOnly",
  "channelsOnly",
  "numbersOnly",
  "numbersNamed",
  "communities",
] as const;
export type NoteCode = (typeof noteCodes)[number];

/** One list, put together from all the files that hold a part of it. */
export interface ReadList {
  platform: PlatformId;
  kind: ListKind;
  /** False where neither file name nor content say which list it is: `kind` is then a guess to confirm. */
  kindIsCertain: boolean;
  /** The variants that were recognised, such as `json-title`. */
  formats: string[];
  /** The files it came from; a member of an archive as `export.zip/folder/following.json`. */
  files: string[];
  /** How many accounts the list has. */
  count: number;
  /** In the order of the source, each account once. Empty for a list that is certainly not of people followed. */
  follows: Follow[];
  skipped: { reason: SkipReason; count: number }[];
  notes: Note[];
}

/** A file that was given and gave no list, and why: `exports.errors.<code>` says it. */
export interface IgnoredFile {
  file: string;
  code: UnreadableCode;
  params: Record<string, string | number>;
}

export interface ExportReading {
  lists: ReadList[];
  ignored: IgnoredFile[];
}

/** A file as a drop or a file system gives it; the name may be a path. */
export interface ExportFile {
  name: string;
  blob: Blob;
}

export interface ReadProgress {
  file: string;
  bytesRead: number;
  /** What the archive says the file has; it may be wrong. */
  bytesTotal: number;
}

export interface ReadOptions {
  /** Called about once a megabyte. */
  onProgress?: (progress: ReadProgress) => void;
  /** Aborting rejects with the signal's reason. */
  signal?: AbortSignal;
}

export const unreadableCodes = [
  "noFiles",
  "emptyFile",
  "unknownFormat",
  "notText",
  "brokenFile",
  "brokenZip",
  "encryptedZip",
  "splitZip",
  "otherArchive",
  "tooLarge",
  "startPage",
  "noListInFile",
  "noListInArchive",
] as const;
export type UnreadableCode = (typeof unreadableCodes)[number];
