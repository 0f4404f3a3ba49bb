import { UnreadableExport } from "./unreadable-export";

/**
 * The text of a file: by its byte order mark, as UTF-16 without one where every other byte is zero,
 * as strict UTF-8, and otherwise as windows-1252, which every byte sequence is.
 */
export function decodeText(bytes: Uint8Array, file: string): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return decode("utf-16le", bytes);
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return decode("utf-16be", bytes);
  const sample = bytes.subarray(0, 4096);
  const zeros = [0, 1].map((parity) => countZeros(sample, parity));
  const quarter = sample.length / 8;
  if (sample.length >= 8 && zeros[0] === 0 && (zeros[1] ?? 0) > quarter)
    return decode("utf-16le", bytes);
  if (sample.length >= 8 && zeros[1] === 0 && (zeros[0] ?? 0) > quarter)
    return decode("utf-16be", bytes);
  if (isBinary(sample)) throw new UnreadableExport("notText", { file });
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    return decode("windows-1252", bytes);
  }
}

/** What pasted text may still carry. */
export function withoutByteOrderMark(text: string): string {
  return text.startsWith("\ufeff") ? text.slice(1) : text;
}

function decode(encoding: string, bytes: Uint8Array): string {
  return new TextDecoder(encoding).decode(bytes);
}

function countZeros(bytes: Uint8Array, parity: number): number {
  let count = 0;
  for (let index = parity; index < bytes.length; index += 2) if (bytes[index] === 0) count++;
  return count;
}

/** Control characters that no list has: pictures, videos, databases and office files are full of them. */
function isBinary(sample: Uint8Array): boolean {
  let controls = 0;
  for (const byte of sample) {
    if (byte < 9 || (byte > 13 && byte < 32 && byte !== 27)) controls++;
  }
  return controls > sample.length / 100;
}
