import { createReadStream } from "node:fs";

/** One row of a table, by column; null for an SQL NULL. */
export type DumpRow = { table: string; row: Record<string, string | null> };

const COPY = /^COPY (?:[\w"]+\.)?"?(\w+)"? \((.+)\) FROM stdin;$/;
const LETTERS: Record<string, string> = { b: "\b", f: "\f", n: "\n", r: "\r", t: "\t", v: "\v" };

/** A file that is no plain dump of PostgreSQL's, with what to do about it. */
export class UnreadableDump extends Error {
  override name = "UnreadableDump";
}

/**
 * Reads the rows of a dump as `pg_dump` writes it by default (SQL with COPY), one after another, whatever its size.
 *
 * @throws UnreadableDump when it has another form, or ends within a table.
 */
export async function* readDump(file: string): AsyncGenerator<DumpRow> {
  let at: { table: string; columns: string[] } | null = null;
  let tables = 0;
  for await (const line of linesOf(file)) {
    if (at === null) {
      const [, table, columns] = COPY.exec(line) ?? [];
      if (!table || !columns) continue;
      at = { table, columns: columns.split(", ").map((name) => name.replaceAll('"', "")) };
      tables += 1;
    } else if (line === "\\.") {
      at = null;
    } else {
      const values = line.split("\t").map(readValue);
      const { table, columns } = at;
      yield { table, row: Object.fromEntries(columns.map((name, n) => [name, values[n] ?? null])) };
    }
  }
  if (at)
    throw new UnreadableDump(`The dump ends within the table ${at.table}: it is not complete.`);
  if (tables === 0) {
    throw new UnreadableDump(
      "The file holds no table. Make the dump with `pg_dump --no-owner --file dump.sql` (without --inserts); " +
        "one of the custom format becomes such a file with `pg_restore --file dump.sql`.",
    );
  }
}

/** A value as COPY writes it. */
function readValue(text: string) {
  if (text === "\\N") return null;
  return text.replace(/\\(.)/g, (_, letter: string) => LETTERS[letter] ?? letter);
}

/** Lines end with a line feed and nothing else: within a value COPY writes one as two letters. */
async function* linesOf(file: string) {
  let rest = "";
  for await (const chunk of createReadStream(file, "utf8")) {
    const lines = (rest + chunk).split("\n");
    rest = lines.pop() ?? "";
    yield* lines;
  }
  if (rest) yield rest;
}
