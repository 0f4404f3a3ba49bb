import type { FileName } from "./file-name";
import type { ListPart } from "./list-part";
import type { Page } from "./page";
import type { ProfileUrl } from "./profile-url";
import type { Platform } from "./types";

/**
 * How one platform's exports are read. Every reader is pure, is given content of any origin, and answers null
 * for what is not its own. A platform has only those that its exports need.
 */
export interface PlatformReader {
  platform: Platform;
  /** Links to subdomains of its hosts are its own too: `name.tumblr.com`, `de.linkedin.com`. */
  hasSubdomains?: true;
  /** The username in a link to one of the platform's hosts, if it is a profile's. */
  usernameIn(url: ProfileUrl): string | null;
  /** The number and the name in a link that has those in a username's place. */
  personIn?(url: ProfileUrl): { externalId: string; displayName: string } | null;
  /** Members of an archive that may hold a list; tested against `FileName.key`. */
  members?: RegExp;
  /** Members that any archive of this platform has, to name the platform when the list is missing. */
  marks?: RegExp;
  readJson?(value: unknown, file: FileName, text: string): ListPart[] | null;
  /** `head` is the first rows; the reader that is returned gets every row. */
  readTable?(head: string[][], file: FileName): TableReader | null;
  readText?(text: string, file: FileName): ListPart[] | null;
  readMarkup?(page: Page, file: FileName): ListPart[] | null;
  /** Files that hold no list but complete one. */
  supplements?: Supplements;
}

export interface TableReader {
  part: ListPart;
  /** Rows before the accounts begin. */
  skipRows: number;
  addRow(cells: string[]): void;
}

interface Supplements {
  members: RegExp;
  /** Completes the parts in place. `pieces` streams a member's text. */
  complete(
    parts: ListPart[],
    members: { path: string; pieces(): AsyncIterable<string> }[],
  ): Promise<void>;
}
