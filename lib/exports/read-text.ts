import type { FileName } from "./file-name";
import { readJson } from "./json";
import { readLinkPage } from "./link-page";
import type { ListPart } from "./list-part";
import { openPage } from "./page";
import { readers } from "./platforms/all";
import { readTable } from "./table";
import { UnreadableExport } from "./unreadable-export";
import { readJsonList, readLines } from "./written-list";

export interface TextOptions {
  /** Whether a list that no platform made counts: not where files are looked at that nobody pointed to. */
  acceptsWritten: boolean;
}

/**
 * The lists in one file. What the text is decides who reads it; the name only says which list it is.
 * Throws `UnreadableExport` where there is none.
 */
export function readText(text: string, file: FileName, options: TextOptions): ListPart[] {
  const start = text.search(/\S/);
  if (start < 0) throw new UnreadableExport("emptyFile", { file: file.path });
  // Old Mac line ends, which a few tools still write.
  const lines = text.includes("\n") ? text : text.replaceAll("\r", "\n");
  const lists = readByShape(lines, start, file, options);
  if (lists) return lists;
  throw new UnreadableExport("unknownFormat", { file: file.path });
}

function readByShape(
  text: string,
  start: number,
  file: FileName,
  options: TextOptions,
): ListPart[] | null {
  const first = text[start];
  if (first === "{" || first === "[" || (file.extension === "json" && text.trim() === "null")) {
    const json = readJson(text);
    if (json) return readValue(json.value, text, file, options);
    if (first === "{" || file.extension === "json") {
      throw new UnreadableExport("brokenFile", { file: file.path });
    }
  }
  if (first === "<") return readMarkup(text, file);
  for (const reader of readers) {
    const parts = reader.readText?.(text, file);
    if (parts) return parts;
  }
  if (/^\s*(window\.)?YTD\.\w+/.test(text))
    throw new UnreadableExport("noListInFile", { file: file.path });
  const part = readTable(text, file) ?? (options.acceptsWritten ? readLines(text, file) : null);
  if (!part || (part.platform === "generic" && !options.acceptsWritten)) return null;
  return [part];
}

function readValue(
  value: unknown,
  text: string,
  file: FileName,
  options: TextOptions,
): ListPart[] | null {
  for (const reader of readers) {
    const parts = reader.readJson?.(value, file, text);
    if (parts && parts.length > 0) return parts;
    if (parts) throw new UnreadableExport("noListInFile", { file: file.path });
  }
  return options.acceptsWritten ? readJsonList(value, file) : null;
}

function readMarkup(text: string, file: FileName): ListPart[] {
  const page = openPage(text);
  for (const reader of readers) {
    const parts = reader.readMarkup?.(page, file);
    if (parts) return parts;
  }
  const parts = readLinkPage(page, file);
  if (parts) return parts;
  const isList = file.kind?.certain === true && file.kind.kind === "following";
  throw new UnreadableExport(isList ? "noListInFile" : "startPage", { file: file.path });
}
