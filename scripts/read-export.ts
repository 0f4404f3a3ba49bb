// Prints the lists in exports as JSON, so that an archive can be checked without handing it over:
//   npm run --silent read-export -- FILE_OR_FOLDER...
import { readdir, realpath, stat } from "node:fs/promises";
import { basename, join } from "node:path";
import { createTranslator } from "use-intl/core";
import {
  type ExportFile,
  importableKinds,
  type ReadList,
  readExport,
  UnreadableExport,
} from "@/lib/exports";
import messages from "@/messages/en/exports.json";
import { openFileBlob } from "./file-blob";

const paths = process.argv.slice(2);
try {
  const files = (await Promise.all(paths.map((path) => openFiles(path, basename(path))))).flat();
  const { lists, ignored } = await readExport(files);
  for (const reason of ignored) console.error(sentenceOf(reason));
  await printLists(lists);
} catch (error) {
  if (!(error instanceof UnreadableExport) && !isFileSystemError(error)) throw error;
  console.error(error instanceof UnreadableExport ? sentenceOf(error) : error.message);
  process.exitCode = 1;
}

/** A folder's files, each folder once: links may lead back up. */
async function openFiles(
  path: string,
  name: string,
  visited = new Set<string>(),
): Promise<ExportFile[]> {
  const stats = await stat(path);
  if (stats.isFile()) return [{ name, blob: await openFileBlob(path) }];
  if (!stats.isDirectory()) return [];
  const real = await realpath(path);
  if (visited.has(real)) return [];
  visited.add(real);
  const files: ExportFile[] = [];
  for (const entry of await readdir(path)) {
    files.push(...(await openFiles(join(path, entry), `${name}/${entry}`, visited)));
  }
  return files;
}

/** Row by row: a million accounts are more than one string can hold. */
async function printLists(lists: ReadList[]): Promise<void> {
  await print('{"lists":[');
  for (const [index, { follows, notes: _notes, ...list }] of lists.entries()) {
    const { kind, platform, ...rest } = list;
    const head = JSON.stringify({ platform, kind, ...rest });
    await print(`${index > 0 ? "," : ""}\n${head.slice(0, -1)},"follows":[`);
    const shown = importableKinds.has(kind) ? follows : [];
    for (let start = 0; start < shown.length; start += 1000) {
      const rows = shown.slice(start, start + 1000).map((follow) => JSON.stringify(follow));
      await print(`${start > 0 ? "," : ""}\n${rows.join(",\n")}`);
    }
    await print("]}");
  }
  await print("\n]}\n");
}

async function print(text: string): Promise<void> {
  if (process.stdout.write(text)) return;
  await new Promise((resolve) => process.stdout.once("drain", resolve));
}

function sentenceOf({ code, params }: Pick<UnreadableExport, "code" | "params">): string {
  const translate = createTranslator({ locale: "en", messages });
  return `${translate(`errors.${code}.sentence`, params)} ${translate(`errors.${code}.hint`, params)}`;
}

function isFileSystemError(error: unknown): error is NodeJS.ErrnoException {
  return error instanceof Error && "syscall" in error;
}
