import { createReadStream } from "node:fs";
import { createInterface } from "node:readline";
import { setTimeout as sleep } from "node:timers/promises";
import { createGunzip } from "node:zlib";
import { type PlcOperation, readOperation } from "./read-operation";

/** Operations in one piece, and where to go on after them. */
export type Page = { operations: PlcOperation[]; cursor: string };

const PAGE = 1_000;
/** The directory publishes no limit; tools that read it whole keep to some requests a second. */
const PACE_MS = 250;
const BUSY_WAIT_MS = 30_000;
const TIMEOUT_MS = 60_000;
const ATTEMPTS = 10;

/**
 * The operations of a PLC directory, oldest first, up to the newest.
 *
 * @param cursor of an earlier page; null for the beginning.
 * @throws Error when the directory does not answer, ten times in a row, or with nothing that can be read.
 */
export async function* readDirectory(
  directory: string,
  cursor: string | null,
  signal: AbortSignal,
): AsyncGenerator<Page> {
  for (let after = cursor ?? "0"; ; await sleep(PACE_MS, undefined, { signal })) {
    const lines = await fetchLines(directory, after, signal);
    const operations = lines.flatMap((line) => readOperation(line) ?? []);
    const last = operations.at(-1);
    if (!last && lines.length === PAGE)
      throw new Error("The PLC directory's answer is unreadable.");
    if (!last) return;
    const next = String(last.seq ?? last.createdAt);
    if (next === after) return;
    after = next;
    yield { operations, cursor: after };
    if (lines.length < PAGE) return;
  }
}

/**
 * The operations of an export that lies in a file, a line each; `.gz` is unpacked.
 *
 * @param cursor of an earlier page of the same file; null for the beginning.
 */
export async function* readFile(path: string, cursor: string | null): AsyncGenerator<Page> {
  const file = createReadStream(path);
  const input = path.endsWith(".gz") ? file.pipe(createGunzip()) : file;
  let line = 0;
  let operations: PlcOperation[] = [];
  for await (const text of createInterface({ input, crlfDelay: Number.POSITIVE_INFINITY })) {
    line += 1;
    if (line <= Number(cursor)) continue;
    const operation = readOperation(text);
    if (operation) operations.push(operation);
    if (line % PAGE === 0) {
      yield { operations, cursor: String(line) };
      operations = [];
    }
  }
  if (operations.length > 0) yield { operations, cursor: String(line) };
}

async function fetchLines(directory: string, after: string, signal: AbortSignal) {
  const url = new URL("/export", directory);
  url.searchParams.set("count", String(PAGE));
  url.searchParams.set("after", after);
  for (let attempt = 1; ; attempt += 1) {
    const page = await fetchPage(url, signal);
    if ("lines" in page) return page.lines;
    signal.throwIfAborted();
    if (attempt === ATTEMPTS) throw new Error(`The PLC directory does not answer: ${page.problem}`);
    const wait = page.waitMs ?? Math.min(1_000 * 2 ** attempt, BUSY_WAIT_MS);
    await sleep(wait, undefined, { signal });
  }
}

/** One attempt. A page that breaks off before its end is as good as none. */
async function fetchPage(
  url: URL,
  signal: AbortSignal,
): Promise<{ lines: string[] } | { problem: string; waitMs?: number }> {
  try {
    const response = await fetch(url, {
      signal: AbortSignal.any([signal, AbortSignal.timeout(TIMEOUT_MS)]),
    });
    if (response.ok) return { lines: (await response.text()).split("\n").filter(Boolean) };
    const asked = Number(response.headers.get("retry-after"));
    return { problem: `status ${response.status}`, waitMs: asked ? asked * 1000 : undefined };
  } catch (error) {
    return { problem: (error as Error).message };
  }
}
