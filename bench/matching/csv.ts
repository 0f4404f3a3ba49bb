import { readFileSync } from "node:fs";
import Papa from "papaparse";

/** The rows of a CSV file with a header line, as strings; a missing column reads as "". */
export function readCsv<Column extends string>(
  file: string,
  columns: readonly Column[],
): Record<Column, string>[] {
  const text = readFileSync(file, "utf8").replace(/^\ufeff/, "");
  const { data, meta } = Papa.parse<Record<string, string>>(text, {
    header: true,
    skipEmptyLines: true,
  });
  const missing = columns.filter((column) => !meta.fields?.includes(column));
  if (missing.length > 0) throw new Error(`${file} has no column ${missing.join(", ")}`);
  return data.map((row) =>
    Object.fromEntries(columns.map((column) => [column, row[column] ?? ""])),
  ) as Record<Column, string>[];
}
