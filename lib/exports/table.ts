import Papa from "papaparse";
import type { FileName } from "./file-name";
import type { ListPart } from "./list-part";
import type { TableReader } from "./platform-reader";
import { readers } from "./platforms/all";
import { readBareTable, readHeadedTable } from "./written-list";

type OpenTable = (head: string[][], file: FileName) => TableReader | null;

/** The list in a table, whatever separates its columns, or null. */
export function readTable(text: string, file: FileName): ListPart | null {
  const start = text.slice(0, headLength);
  const heads = separators.map((separator) => ({ separator, head: headOf(start, separator) }));
  for (const open of tables) {
    for (const { separator, head } of heads) {
      const table = open(head, file);
      if (table) return readRows(text, separator, table, { file, open, head });
    }
  }
  return null;
}

const separators = [",", ";", "\t", "|"];
const headRows = 20;
const headLength = 65_536;

/** Platforms know their own tables; then a header decides, and only then the cells alone. */
const tables: OpenTable[] = [
  ...readers.flatMap(({ readTable: open }) => (open ? [open] : [])),
  readHeadedTable,
  readBareTable,
];

function headOf(start: string, delimiter: string): string[][] {
  const { data } = Papa.parse<string[]>(start, { delimiter, preview: headRows });
  return data.filter((row) => !isBlank(row));
}

function readRows(
  text: string,
  delimiter: string,
  table: TableReader,
  again: { file: FileName; open: OpenTable; head: string[][] },
): ListPart {
  let row = 0;
  let isUnclosed = false;
  Papa.parse<string[]>(text, {
    delimiter,
    step({ data: cells, errors }) {
      isUnclosed ||= errors.some((error) => error.code === "MissingQuotes");
      if (!isBlank(cells) && row++ >= table.skipRows) table.addRow(cells);
    },
  });
  if (!isUnclosed) return table.part;
  // A quote that never closes would swallow every row after it: here quotes are part of the text.
  const plain = again.open(again.head, again.file);
  return plain ? readPlainRows(text, delimiter, plain) : table.part;
}

function readPlainRows(text: string, delimiter: string, table: TableReader): ListPart {
  let row = 0;
  for (const [line] of text.matchAll(/[^\r\n]+/g)) {
    const cells = line.split(delimiter).map((cell) => cell.replace(/^"(.*)"$/, "$1"));
    if (!isBlank(cells) && row++ >= table.skipRows) table.addRow(cells);
  }
  return table.part;
}

/** An empty line. A line of separators is a row that names nobody. */
function isBlank(cells: string[]): boolean {
  return cells.length === 1 && (cells[0] ?? "").trim() === "";
}
