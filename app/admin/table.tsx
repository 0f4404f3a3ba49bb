import type { ReactNode } from "react";

export type Column<T> = {
  /** Heading of the column. */
  name: string;
  cell: (row: T) => ReactNode;
  /** Set at the end of the cell, as numbers are. */
  isNumber?: boolean;
};

/** Rows of numbers and words; on a narrow screen it scrolls sideways by itself, and not the page. */
export function Table<T>({
  title,
  columns,
  rows,
  keyOf,
  empty,
}: {
  title: string;
  columns: Column<T>[];
  rows: T[];
  keyOf: (row: T) => string;
  /** What stands here when there are no rows. */
  empty: string;
}) {
  if (rows.length === 0) return <p className="text-ink-soft">{empty}</p>;
  return (
    <section
      aria-label={title}
      // What scrolls has to be reachable by the keyboard.
      tabIndex={0}
      className="overflow-x-auto rounded-12 border border-line bg-raised"
    >
      <table className="w-full">
        <thead className="text-13 text-ink-soft">
          <tr>
            {columns.map(({ name, isNumber }) => (
              <th
                key={name}
                scope="col"
                className={`px-4 py-2 font-medium whitespace-nowrap ${isNumber ? "text-end" : "text-start"}`}
              >
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={keyOf(row)} className="border-line border-t">
              {columns.map(({ name, cell, isNumber }) => (
                <td
                  key={name}
                  className={`max-w-96 min-w-28 px-4 py-2 ${isNumber ? "text-end" : ""}`}
                >
                  {cell(row)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
