export type Platform = "instagram" | "tiktok" | "threads" | "x" | "youtube";

/**
 * How an account elsewhere can be recognised as the person's.
 *
 * - `equal`: its username is the handle, or the handle's first label.
 * - `normalised`: the two are equal in lower case and without `.`, `_` and `-`.
 * - `similar`: the two share most of their letters.
 * - `name`: its username is the display name, written together; the handle says something else.
 * - `bio`: only the bio names it.
 * - `none`: nothing that is public connects the two.
 */
export type Relation = "equal" | "normalised" | "similar" | "name" | "bio" | "none";

export type Elsewhere = {
  platform: Platform;
  /** As the person writes it, without `@`. */
  username: string;
  /** The name shown there, where the platform's export has it (a YouTube channel's title, a name on Threads). */
  displayName?: string;
  expected: Relation;
};

type Kind =
  | "person"
  | "company"
  | "news"
  | "bot"
  | "mirror"
  | "parody"
  | "lookAlike"
  | "impersonator"
  | "spammer";

export type Person = {
  handle: string;
  kind: Kind;
  /** Absent in accounts that have never written a profile. */
  profile?: { displayName?: string; bio?: string; avatar: boolean; selfLabels?: string[] };
  /** Labels by the moderation account. */
  labels?: string[];
  /** The handle of the person that a look-alike could be taken for. */
  resembles?: string;
  /** Accounts on other platforms that are this person's. */
  elsewhere: Elsewhere[];
  posts: string[];
  /** How much others like to follow this account, 0 to 1. */
  renown: number;
};
