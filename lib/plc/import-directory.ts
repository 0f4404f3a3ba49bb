import { existsSync } from "node:fs";
import { resolve } from "node:path";
import { db } from "@/lib/db";
import { noteActors } from "@/lib/directory";
import { keysOfActor } from "@/lib/matching";
import { readDirectory, readFile } from "./export";

export type ImportProgress = { operations: number; until: string };

const KEEP_TIMEOUT_MS = 60_000;

/**
 * Fills the directory from a PLC directory, or from an export of one in a file: the handles that accounts claim, which
 * nobody sees before the AppView has confirmed them. An import that was interrupted goes on where it was, and one that was
 * complete takes in what came since.
 *
 * @param from an http(s) address or the path of a file.
 * @throws Error when there is no such file, or the directory does not answer.
 */
export async function importDirectory(
  from: string,
  signal: AbortSignal,
  onProgress: (progress: ImportProgress) => void,
): Promise<number> {
  const isRemote = /^https?:/.test(from);
  if (!isRemote && !existsSync(from)) throw new Error(`There is no file ${from}.`);
  const source = `plc ${isRemote ? from : resolve(from)}`;
  const known = await db.watchCursor.findUnique({ where: { source } });
  const cursor = known?.cursor ?? null;
  const pages = isRemote ? readDirectory(from, cursor, signal) : readFile(from, cursor);
  let operations = 0;
  for await (const page of pages) {
    signal.throwIfAborted();
    const changes = page.operations.flatMap(({ change }) => change ?? []);
    const position = { cursor: page.cursor, readAt: new Date() };
    await db.$transaction(
      async (tx) => {
        await noteActors(tx, changes, keysOfActor);
        await tx.watchCursor.upsert({
          where: { source },
          create: { source, ...position },
          update: position,
        });
      },
      { timeout: KEEP_TIMEOUT_MS },
    );
    operations += page.operations.length;
    onProgress({ operations, until: page.operations.at(-1)?.createdAt ?? "" });
  }
  return operations;
}
