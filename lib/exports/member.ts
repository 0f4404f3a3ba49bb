import type { FileName } from "./file-name";
import { decodeText } from "./text";
import type { ReadOptions } from "./types";
import { UnreadableExport } from "./unreadable-export";

/** A file, loose or in an archive, whose bytes are touched only when somebody asks for them. */
export interface Member {
  name: FileName;
  /** As the container states it. */
  size: number;
  bytes(signal?: AbortSignal): AsyncIterable<Uint8Array>;
}

/** Just under the longest string that V8 has; the list of a million accounts takes half of it. */
const longestList = 500_000_000;

/** The text of a member, all at once. */
export async function readMember(member: Member, options: ReadOptions): Promise<string> {
  return decodeText(await readBytes(member, options), member.name.path);
}

/** A member's bytes, at least one and at most `longestList`. */
export async function readBytes(
  member: Member,
  options: ReadOptions,
): Promise<Uint8Array<ArrayBuffer>> {
  const file = member.name.path;
  if (member.size > longestList) throw tooLarge(file);
  let bytes = new Uint8Array(Math.min(member.size, 1 << 20));
  let length = 0;
  for await (const chunk of reported(member, options)) {
    const needed = length + chunk.length;
    if (needed > longestList) throw tooLarge(file);
    if (needed > bytes.length) {
      // Sizes in archives may be wrong: memory grows with what is there, and what is said is no more than a hint.
      const doubled = bytes.length * 2;
      const planned = needed > member.size ? doubled : Math.min(doubled, member.size);
      const grown = new Uint8Array(Math.min(Math.max(needed, planned), longestList));
      grown.set(bytes.subarray(0, length));
      bytes = grown;
    }
    bytes.set(chunk, length);
    length = needed;
  }
  if (length === 0) throw new UnreadableExport("emptyFile", { file });
  return bytes.subarray(0, length);
}

/** The text of a member of any size, as UTF-8, in pieces. */
export async function* readPieces(member: Member, options: ReadOptions): AsyncGenerator<string> {
  const decoder = new TextDecoder();
  for await (const chunk of reported(member, options)) {
    yield decoder.decode(chunk, { stream: true });
  }
  yield decoder.decode();
}

async function* reported(
  member: Member,
  { onProgress, signal }: ReadOptions,
): AsyncGenerator<Uint8Array> {
  let bytesRead = 0;
  let told = 0;
  for await (const chunk of member.bytes(signal)) {
    signal?.throwIfAborted();
    bytesRead += chunk.length;
    if (bytesRead - told >= 1 << 20) {
      told = bytesRead;
      onProgress?.({ file: member.name.path, bytesRead, bytesTotal: member.size });
    }
    yield chunk;
  }
}

function tooLarge(file: string): UnreadableExport {
  return new UnreadableExport("tooLarge", { file, megabytes: longestList / 1_000_000 });
}
