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
  // Which rows have a text is looked up once, whatever is counted among them.
  const rows = text
    ? liveRows(user, uploadId, { ...EVERYTHING, text })
    : countedRows(user, uploadId);
  const trait = text ? { ...has(uploadId), new: Prisma.sql`is_new` } : has(uploadId);
  const inView = [...stateIs[show], ...only.map((name) => trait[name])];
  // What is new depends on the person's visits: without a text it is counted among the rows themselves, which are few.
  const among = (few: Pick<View, "show" | "only">, more: Prisma.Sql[]) =>
    Prisma.sql`(SELECT ${sumOf(more)} FROM ${liveRows(user, uploadId, { ...few, text })})`;
  const shown = (more: Prisma.Sql[]) =>
    !text && only.includes("new") ? among(view, more) : sumOf([...inView, ...more]);

  const [found] = await db.$queryRaw<{ counts: number[] }[]>`
    SELECT ARRAY[${Prisma.join([
      ...filters.map((filter) => sumOf(stateIs[filter])),
      ...traits.map((name) =>
        !text && name === "new"
          ? among({ show, only: ["new"] }, [])
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

/**
 * The rows that a view shows, in the same shape. Alike ones are put together first: then each of the many counts looks at
 * some hundreds of them, not at fifty thousand.
 */
function liveRows(user: string, uploadId: string, view: Parameters<typeof rowsOf>[2]) {
  return Prisma.sql`(
    SELECT state, best_score, selected, traits, ${has(uploadId).new} IS TRUE AS is_new, count(*) AS rows
    FROM user_source_follows WHERE ${rowsOf(user, uploadId, view)}
    GROUP BY 1, 2, 3, 4, 5) AS live`;
}

function sumOf(conditions: Prisma.Sql[]) {
  const all = Prisma.join([Prisma.sql`true`, ...conditions], " AND ");
  return Prisma.sql`coalesce(sum(rows) FILTER (WHERE ${all}), 0)`;
}

function named<Name extends string>(names: readonly Name[], take: () => number) {
  return Object.fromEntries(names.map((name) => [name, take()])) as Record<Name, number>;
}
