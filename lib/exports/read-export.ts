import { openArchive } from "./archive";
import { assemble, type FoundPart } from "./assemble";
import { type FileName, isSystemFile, parseFileName } from "./file-name";
import type { ListPart } from "./list-part";
import { type Member, readBytes, readMember, readPieces } from "./member";
import { readers } from "./platforms/all";
import { readText, type TextOptions } from "./read-text";
import { isSupplement, Shelf } from "./shelf";
import { withoutByteOrderMark } from "./text";
import type {
  ExportFile,
  ExportReading,
  IgnoredFile,
  PlatformId,
  ReadOptions,
  UnreadableCode,
} from "./types";
import { UnreadableExport } from "./unreadable-export";

/**
 * Reads every list of accounts out of the files that were given: archives, loose files, a dropped folder (names
 * are paths then), parts of a split export, of any platforms. Of an archive only the members that matter are read.
 * Throws `UnreadableExport` where there is no list at all. An empty list is a list.
 */
export async function readExport(
  files: readonly ExportFile[],
  options: ReadOptions = {},
): Promise<ExportReading> {
  const reading = new Reading(options);
  const folders = new Map<string, Shelf>();
  for (const file of inNaturalOrder(files, ({ name }) => name)) {
    options.signal?.throwIfAborted();
    if (isSystemFile(file.name)) continue;
    const member = looseMember(file);
    const [folder] = member.name.path.split("/");
    const isInFolder = folder !== undefined && folder !== member.name.path;
    if (!isInFolder || member.name.extension === "zip") await reading.tryFile(file, member);
    else {
      const shelf = folders.get(folder) ?? new Shelf(folder);
      folders.set(folder, shelf);
      shelf.put(member);
    }
  }
  for (const shelf of folders.values()) await reading.readShelf(shelf, 0);
  await reading.complete();
  return reading.result();
}

/** Reads a pasted list: names, addresses, links, or the text of an export. Throws as `readExport` does. */
export function readPastedList(text: string): ExportReading {
  // Who pastes a list means it to be followed, as who names a file `following` does.
  const file: FileName = { ...parseFileName("following.txt"), path: "" };
  const parts = readText(withoutByteOrderMark(text), file, { acceptsWritten: true });
  return { lists: assemble(parts.map((part) => ({ part, file: "" }))), ignored: [] };
}

class Reading {
  readonly #found: FoundPart[] = [];
  readonly #ignored: IgnoredFile[] = [];
  readonly #supplements: Member[] = [];

  constructor(private readonly options: ReadOptions) {}

  /** A file that somebody chose: it is read whatever its name, or the reason why not is told. */
  async tryFile(file: ExportFile, member: Member): Promise<void> {
    const container = await containerOf(file);
    if (container === "zip") return this.#readArchive(member.name.path, file.blob, 0);
    if (container !== null) return this.#ignore(container, { file: member.name.path });
    if (isSupplement(member.name.key)) {
      this.#supplements.push(member);
    } else await this.#readMember(member, { acceptsWritten: true }, true);
  }

  async readShelf(shelf: Shelf, depth: number): Promise<void> {
    this.#supplements.push(...inNaturalOrder(shelf.supplements, ({ name }) => name.path));
    const before = this.#found.length;
    const ignoredBefore = this.#ignored.length;
    const hasFound = () => this.#found.length > before;
    await this.#readAll(shelf.wanted, { acceptsWritten: false });
    if (!hasFound()) await this.#readAll(shelf.others, { acceptsWritten: false });
    if (!hasFound()) {
      // A zipped list of one's own: where there is little else, any list counts.
      const isOwnList = shelf.unknown.length <= 3 && shelf.platform === null;
      await this.#readAll(shelf.unknown, { acceptsWritten: isOwnList });
    }
    if (!hasFound() && depth === 0) {
      for (const member of shelf.archives) await this.#readInnerArchive(member, depth + 1);
    }
    if (!hasFound() && this.#ignored.length === ignoredBefore) {
      this.#ignore("noListInArchive", { file: shelf.name, platform: shelf.platform ?? "none" });
    }
  }

  /** Gives the lists what other files know about them. */
  async complete(): Promise<void> {
    for (const { platform, supplements } of readers) {
      const parts = this.#found.filter(({ part }) => part.platform === platform.id);
      if (!supplements || parts.length === 0) continue;
      const members = this.#supplements.filter(({ name }) => supplements.members.test(name.key));
      await supplements.complete(
        parts.map(({ part }) => part),
        members.map((member) => ({
          path: member.name.path,
          pieces: () => this.#piecesOf(member),
        })),
      );
    }
  }

  result(): ExportReading {
    const lists = assemble(this.#found);
    if (lists.length > 0) {
      const isOtherPart = ({ code, params }: IgnoredFile) =>
        code === "noListInArchive" &&
        lists.some((list) => params.platform === nameOf(list.platform));
      // Of a split export, one part has the list and the others need not.
      return { lists, ignored: this.#ignored.filter((file) => !isOtherPart(file)) };
    }
    const [reason] = this.#ignored;
    if (reason) throw new UnreadableExport(reason.code, { ...reason.params });
    const [supplement] = this.#supplements;
    if (supplement) throw new UnreadableExport("noListInFile", { file: supplement.name.path });
    throw new UnreadableExport("noFiles", { file: "" });
  }

  async #readArchive(path: string, blob: Blob, depth: number): Promise<void> {
    const shelf = new Shelf(path);
    try {
      for await (const member of openArchive(path, blob)) {
        this.options.signal?.throwIfAborted();
        if (!isSystemFile(member.name.path)) shelf.put(member);
      }
    } catch (error) {
      if (!(error instanceof UnreadableExport)) throw error;
      return this.#ignore(error.code, error.params);
    }
    await this.readShelf(shelf, depth);
  }

  async #readInnerArchive(member: Member, depth: number): Promise<void> {
    try {
      const bytes = await readBytes(member, this.options);
      await this.#readArchive(member.name.path, new Blob([bytes]), depth);
    } catch (error) {
      if (!(error instanceof UnreadableExport)) throw error;
      this.#ignore(error.code, error.params);
    }
  }

  /** A broken member names fewer accounts, and is no reason to lose the list. */
  async *#piecesOf(member: Member): AsyncGenerator<string> {
    try {
      yield* readPieces(member, this.options);
    } catch (error) {
      if (!(error instanceof UnreadableExport)) throw error;
      this.#ignore(error.code, error.params);
    }
  }

  async #readAll(members: Member[], options: TextOptions): Promise<void> {
    for (const member of inNaturalOrder(members, ({ name }) => name.path)) {
      await this.#readMember(member, options);
    }
  }

  async #readMember(member: Member, options: TextOptions, isChosen = false): Promise<void> {
    let parts: ListPart[];
    try {
      parts = readText(await readMember(member, this.options), member.name, options);
    } catch (error) {
      if (!(error instanceof UnreadableExport)) throw error;
      // Not every member that is looked at has to be a list.
      if (isChosen || !notAList.has(error.code)) this.#ignore(error.code, error.params);
      return;
    }
    this.#found.push(...parts.map((part) => ({ part, file: member.name.path })));
  }

  #ignore(code: UnreadableCode, params: IgnoredFile["params"]): void {
    this.#ignored.push({ file: String(params.file ?? ""), code, params });
  }
}

function nameOf(id: PlatformId): string | undefined {
  return readers.find(({ platform }) => platform.id === id)?.platform.name;
}

const notAList = new Set<UnreadableCode>([
  "unknownFormat",
  "notText",
  "startPage",
  "noListInFile",
  "emptyFile",
]);

function looseMember({ name, blob }: ExportFile): Member {
  return {
    name: parseFileName(name),
    size: blob.size,
    async *bytes(signal) {
      const reader = blob.stream().getReader();
      try {
        for (let next = await reader.read(); !next.done; next = await reader.read()) {
          signal?.throwIfAborted();
          yield next.value;
        }
      } finally {
        await reader.cancel();
      }
    },
  };
}

/** What a file is by its first bytes: names are no evidence. */
async function containerOf({ name, blob }: ExportFile): Promise<"zip" | UnreadableCode | null> {
  if (blob.size === 0) return "emptyFile";
  const start = new Uint8Array(await blob.slice(0, 8).arrayBuffer());
  const signature = String.fromCharCode(...start);
  if (startsWithAny(signature, ["PK\x03\x04", "PK\x05\x06"])) return "zip";
  if (signature.startsWith("PK\x07\x08") || /\.z\d\d$/i.test(name)) return "splitZip";
  if (startsWithAny(signature, otherArchives)) return "otherArchive";
  return /\.zip$/i.test(name) ? "brokenZip" : null;
}

/** 7z, RAR, gzip, bzip2, xz */
const otherArchives = ["7z\xbc\xaf", "Rar!", "\x1f\x8b", "BZh", "\xfd7zXZ"];

function startsWithAny(text: string, starts: string[]): boolean {
  return starts.some((start) => text.startsWith(start));
}

/** Part 2 before part 10, and the part without a number (following.js beside following-part1.js) before all. */
function inNaturalOrder<Item>(items: readonly Item[], nameOf: (item: Item) => string): Item[] {
  const stemOf = (item: Item) => nameOf(item).replace(/\.[^./\\]*$/, "");
  return [...items].sort((one, other) => collator.compare(stemOf(one), stemOf(other)));
}

const collator = new Intl.Collator("en", { numeric: true });
