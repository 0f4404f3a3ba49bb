import { Prisma } from "@/lib/db";
import { SURE_SCORE, traitBits } from "@/lib/matching";

/** Which rows of a list to show, by what became of them. `ready`: found, and sure enough to be followed as it is. */
export const filters = [
  "all",
  "ready",
  "look",
  "not_found",
  "not_checked",
  "followed",
  "dismissed",
] as const;
export type Filter = (typeof filters)[number];

/** What a row may have besides. `new`: found since the person's last visit; `active`: posted in the 30 days before we looked. */
export const traits = [
  "ticked",
  "new",
  "follows_me",
  "active",
  "avatar",
  "own_domain",
  "person",
  "automated",
] as const;
export type Trait = (typeof traits)[number];

/** Best, latest or most first; names from A to Z. */
export const sorts = ["confidence", "activity", "followers", "followed", "name"] as const;
export type Sort = (typeof sorts)[number];

/** A way to look at a list. */
export type View = {
  show: Filter;
  /** Traits that a row must have, all of them. */
  only: readonly Trait[];
  sort: Sort;
  /** Text that username, display name, or a candidate's handle or name must contain; "" for any. */
  text: string;
};

/** SQL for the rows of this person's list that a view shows: none where the list is somebody else's. */
export function rowsOf(user: string, uploadId: string, view: Omit<View, "sort">): Prisma.Sql {
  const conditions = [
    Prisma.sql`upload_id = ${uploadId}::uuid`,
    // Asked once, of the list: its rows are the same person's by a foreign key.
    Prisma.sql`EXISTS (SELECT FROM user_uploads WHERE upload_id = ${uploadId}::uuid AND user_did = ${user})`,
    ...stateIs[view.show],
    ...view.only.map((trait) => has(uploadId)[trait]),
    ...(view.text ? [contains(view.text)] : []),
  ];
  return Prisma.join(conditions, " AND ");
}

/**
 * SQL for rows that contain a text. The trigram index knows checked rows, and only words of three letters; without one
 * of these it would be read as a whole, and the rows are faster.
 */
function contains(text: string) {
  if (!/[\p{L}\p{N}]{3}/u.test(text)) return Prisma.sql`strpos(search_text, lower(${text})) > 0`;
  const pattern = `%${text.replace(/[\\%_]/g, "\\$&")}%`;
  return Prisma.sql`(
    (state = 'not_checked' AND strpos(search_text, lower(${text})) > 0)
    OR (state <> 'not_checked' AND search_text LIKE lower(${pattern})))`;
}

/** SQL for the state that a filter shows. */
export const stateIs: Record<Filter, Prisma.Sql[]> = {
  all: [],
  ready: [Prisma.sql`state = 'found'`, Prisma.sql`best_score >= ${SURE_SCORE}`],
  look: [Prisma.sql`state = 'found'`, Prisma.sql`best_score < ${SURE_SCORE}`],
  not_found: [Prisma.sql`state = 'not_found'`],
  not_checked: [Prisma.sql`state = 'not_checked'`],
  followed: [Prisma.sql`state = 'followed'`],
  dismissed: [Prisma.sql`state = 'dismissed'`],
};

/** SQL for whether a row of a list has a trait. */
export function has(uploadId: string): Record<Trait, Prisma.Sql> {
  return {
    ticked: Prisma.sql`selected`,
    new: Prisma.sql`(state = 'found' AND matched_at > (
      SELECT new_since FROM user_uploads WHERE upload_id = ${uploadId}::uuid))`,
    follows_me: hasBit("follows_me"),
    active: hasBit("active"),
    avatar: hasBit("avatar"),
    own_domain: hasBit("own_domain"),
    // A score above zero: there is a candidate.
    person: Prisma.sql`(best_score > 0 AND traits & ${traitBits.automated} = 0)`,
    automated: hasBit("automated"),
  };
}

function hasBit(trait: keyof typeof traitBits) {
  return Prisma.sql`traits & ${traitBits[trait]} <> 0`;
}

/** SQL for the order of a view. The id stands last, so that two rows never tie. */
export const order: Record<Sort, Prisma.Sql> = {
  confidence: Prisma.sql`best_score DESC, source_account_id DESC`,
  activity: Prisma.sql`last_active_at DESC NULLS LAST, best_score DESC, source_account_id DESC`,
  followers: Prisma.sql`followers DESC NULLS LAST, best_score DESC, source_account_id DESC`,
  followed: Prisma.sql`date_followed DESC NULLS LAST, position, source_account_id`,
  name: Prisma.sql`lower(username), source_account_id`,
};
