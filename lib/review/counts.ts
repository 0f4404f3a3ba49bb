import { db, Prisma } from "@/lib/db";
import type { UserDid } from "@/lib/users";
import { type Filter, filters, has, rowsOf, stateIs, type Trait, traits, type View } from "./view";

export type RowCounts = {
  /** How many rows each filter shows. */
  filters: Record<Filter, number>;
  /** How many of the rows that the view's filter shows have each trait. */
  traits: Record<Trait, number>;
  /** The rows that the view shows; those of them that have a candidate to follow; and how many of these are ticked. */
  shown: { rows: number; tickable: number; ticked: number };
  /** Ticked rows of the whole list, whatever the view shows. */
  ticked: number;
};

/**
 * Counts the rows of a list for a view: those with its text alone, where it has one. All counts are zero for a list that
 * is not this person's.
 */
export async function countRows(
  user: UserDid,
  uploadId: string,
  view: Omit<View, "sort">,
): Promise<RowCounts> {
  const { show, only, text } = view;
  const trait = has(uploadId);
  const rows = text
    ? liveRows(user, uploadId, { ...EVERYTHING, text })
    : countedRows(user, uploadId);
  const inView = [...stateIs[show], ...only.map((name) => trait[name])];
  // What is new depends on the person's visits: it is counted among the rows themselves, which then are few.
  const newRows = liveRows(user, uploadId, { show, only: ["new"], text });
  const shownRows = only.includes("new") ? liveRows(user, uploadId, view) : null;
  const shown = (more: Prisma.Sql[]) =>
    shownRows ? Prisma.sql`(SELECT ${sumOf(more)} FROM ${shownRows})` : sumOf([...inView, ...more]);

  const [found] = await db.$queryRaw<{ counts: number[] }[]>`
    SELECT ARRAY[${Prisma.join([
      ...filters.map((filter) => sumOf(stateIs[filter])),
      ...traits.map((name) =>
        name === "new"
          ? Prisma.sql`(SELECT ${sumOf([])} FROM ${newRows})`
          : sumOf([...stateIs[show], trait[name]]),
      ),
      shown([]),
      shown(FOUND),
      shown([trait.ticked]),
      Prisma.sql`(SELECT ${sumOf([trait.ticked])} FROM ${countedRows(user, uploadId)})`,
    ])}]::int[] AS counts
    FROM ${rows}`;
  const next = (found?.counts ?? [])[Symbol.iterator]();
  const take = () => next.next().value ?? 0;
  return {
    filters: named(filters, take),
    traits: named(traits, take),
    shown: named(["rows", "tickable", "ticked"], take),
    ticked: take(),
  };
}

const EVERYTHING = { show: "all", only: [], text: "" } as const;
const FOUND = [Prisma.sql`state = 'found'`];

/** Alike rows of a list with how many they are, as the database keeps them. */
function countedRows(user: string, uploadId: string) {
  return Prisma.sql`(
    SELECT * FROM review_counts
    WHERE upload_id = ${uploadId}::uuid
      AND EXISTS (SELECT FROM user_uploads WHERE upload_id = ${uploadId}::uuid AND user_did = ${user})) AS counted`;
}

/** The rows that a view shows, in the same shape. */
function liveRows(user: string, uploadId: string, view: Parameters<typeof rowsOf>[2]) {
  return Prisma.sql`(
    SELECT state, best_score, selected, traits, 1 AS rows FROM user_source_follows
    WHERE ${rowsOf(user, uploadId, view)}) AS live`;
}

function sumOf(conditions: Prisma.Sql[]) {
  const all = Prisma.join([Prisma.sql`true`, ...conditions], " AND ");
  return Prisma.sql`coalesce(sum(rows) FILTER (WHERE ${all}), 0)`;
}

function named<Name extends string>(names: readonly Name[], take: () => number) {
  return Object.fromEntries(names.map((name) => [name, take()])) as Record<Name, number>;
}
