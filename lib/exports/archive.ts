import {
  BlobReader,
  ERR_ENCRYPTED,
  ERR_ENCRYPTED_CENTRAL_DIRECTORY,
  ERR_SPLIT_ZIP_FILE,
  type FileEntry,
  ZipReader,
} from "@zip.js/zip.js";
import { parseFileName } from "./file-name";
import type { Member } from "./member";
import type { UnreadableCode } from "./types";
import { UnreadableExport } from "./unreadable-export";

/** What a whole archive may inflate to. A large X archive has a gigabyte of tweets. */
const mostInflated = 4_000_000_000;

/** Lists compress to a tenth, repetitive ones to a fiftieth; far more than that is made to fill memory. */
const bomb = { size: 64_000_000, ratio: 300 };

/**
 * The files in a ZIP, one by one. Only the directory at its end is read, so the size of the archive does not
 * matter. Names are labels: nothing is ever written under them.
 */
export async function* openArchive(name: string, blob: Blob): AsyncGenerator<Member> {
  // Bytes after the archive are searched through to find its end: not in all of a broken 20 GB file.
  const reader = new ZipReader(new BlobReader(blob), {
    useWebWorkers: false,
    strictness: "tolerant",
    maxAppendedDataSize: 1 << 20,
  });
  const budget = { left: mostInflated };
  try {
    for await (const entry of reader.getEntriesGenerator()) {
      if (!entry.directory) yield memberOf(entry, `${name}/${entry.filename}`, budget);
    }
  } catch (error) {
    throw explained(error, name, "brokenZip");
  }
}

function memberOf(entry: FileEntry, path: string, budget: { left: number }): Member {
  const name = parseFileName(path);
  const limits = () =>
    new UnreadableExport("tooLarge", { file: name.path, megabytes: mostInflated / 1e6 });
  return {
    name,
    size: entry.uncompressedSize,
    async *bytes(signal) {
      if (entry.encrypted) throw new UnreadableExport("encryptedZip", { file: name.path });
      let inflated = 0;
      try {
        for await (const chunk of inflate(entry, signal)) {
          inflated += chunk.length;
          budget.left -= chunk.length;
          if (budget.left < 0) throw limits();
          if (inflated > bomb.size && inflated > entry.compressedSize * bomb.ratio) throw limits();
          yield chunk;
        }
      } catch (error) {
        signal?.throwIfAborted();
        throw explained(error, name.path, "brokenFile");
      }
    },
  };
}

async function* inflate(entry: FileEntry, signal?: AbortSignal): AsyncGenerator<Uint8Array> {
  const { readable, writable } = new TransformStream<Uint8Array, Uint8Array>();
  const written = entry.getData(writable, { checkCrc32: true, signal });
  // The reader below sees a failure as its own; without this it would also count as unhandled.
  written.catch((error) => writable.abort(error).catch(() => {}));
  const reader = readable.getReader();
  try {
    for (let next = await reader.read(); !next.done; next = await reader.read()) yield next.value;
    await written;
  } finally {
    await reader.cancel().catch(() => {});
  }
}

/** zip.js tells its errors apart by message. Whatever it cannot read is a broken file. */
function explained(error: unknown, file: string, otherwise: UnreadableCode): unknown {
  if (error instanceof UnreadableExport || !(error instanceof Error)) return error;
  const code = codes.get(error.message) ?? otherwise;
  return new UnreadableExport(code, { file });
}

const codes = new Map<string, UnreadableCode>([
  [ERR_ENCRYPTED, "encryptedZip"],
  [ERR_ENCRYPTED_CENTRAL_DIRECTORY, "encryptedZip"],
  [ERR_SPLIT_ZIP_FILE, "splitZip"],
]);
