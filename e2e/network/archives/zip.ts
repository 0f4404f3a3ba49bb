import { configure, Uint8ArrayReader, Uint8ArrayWriter, ZipWriter } from "@zip.js/zip.js";

/** Files of an archive by their path. */
export type Files = Record<string, string | Uint8Array>;

/** Packs files as the platforms do; with a password, encrypted with AES-256. */
export async function zipOf(files: Files, password?: string): Promise<Uint8Array> {
  configure({ useWebWorkers: false });
  const zip = new ZipWriter(new Uint8ArrayWriter(), {
    // In local time and without the zone: the same bytes wherever the archive is made.
    lastModDate: new Date(2026, 0, 11, 10, 30),
    extendedTimestamp: false,
    ...(password && { password, encryptionStrength: 3 as const }),
  });
  for (const [path, content] of Object.entries(files)) {
    const bytes = typeof content === "string" ? new TextEncoder().encode(content) : content;
    await zip.add(path, new Uint8ArrayReader(bytes));
  }
  return zip.close();
}
