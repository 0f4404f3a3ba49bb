import { openAsBlob, readdirSync, readFileSync, statSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { BlobWriter, TextReader, Uint8ArrayReader, ZipWriter } from "@zip.js/zip.js";
import { expect } from "vitest";
import { readExport } from "./index";
import type { ExportFile, ListKind, PlatformId } from "./types";

/** One file or folder of `fixtures/`, all of it made up, and the list that must come out of it. */
export interface Fixture {
  file: string;
  platform: PlatformId;
  kind: ListKind;
  kindIsCertain: boolean;
  /** Rows that name nobody. */
  skipped: number;
  /** Where exports have such a file. */
  archivePaths: string[];
  follows: [
    username: string | null,
    displayName: string | null,
    followedAt: string | null,
    externalId: string | null,
  ][];
}

const fixtureFolder = fileURLToPath(new URL("./fixtures/", import.meta.url));

export const fixtures: Fixture[] = JSON.parse(
  readFileSync(`${fixtureFolder}expected.json`, "utf8"),
);

/** The fixture as a drop gives it: a folder's files carry their paths. */
export async function openFixture(file: string): Promise<ExportFile[]> {
  const path = fixtureFolder + file;
  const name = file.slice(file.lastIndexOf("/") + 1);
  if (statSync(path).isFile()) return [{ name, blob: await openAsBlob(path) }];
  const inside = readdirSync(path, { recursive: true, encoding: "utf8" }).filter((entry) =>
    statSync(`${path}/${entry}`).isFile(),
  );
  return Promise.all(
    inside.map(async (entry) => ({
      name: `${name}/${entry}`,
      blob: await openAsBlob(`${path}/${entry}`),
    })),
  );
}

export function readFixture(file: string): Uint8Array {
  return readFileSync(fixtureFolder + file);
}

/** An archive of these members. */
export async function zip(
  members: Record<string, string | Uint8Array>,
  options: ConstructorParameters<typeof ZipWriter>[1] = {},
): Promise<Blob> {
  const writer = new ZipWriter(new BlobWriter(), { useWebWorkers: false, ...options });
  for (const [name, content] of Object.entries(members)) {
    const reader =
      typeof content === "string" ? new TextReader(content) : new Uint8ArrayReader(content);
    await writer.add(name, reader);
  }
  return writer.close();
}

/** A file as a drop gives it. */
export function file(name: string, content: string | Uint8Array | Blob): ExportFile {
  return { name, blob: content instanceof Blob ? content : new Blob([content as BlobPart]) };
}

/** Reading these files fails with this code. */
export async function expectCode(code: string, files: ExportFile[]): Promise<void> {
  await expect(readExport(files)).rejects.toMatchObject({ name: "UnreadableExport", code });
}
