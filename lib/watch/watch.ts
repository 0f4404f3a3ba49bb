import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { db } from "@/lib/db";
import { env } from "@/lib/env";
import { log } from "@/lib/log";
import { dropCursor, keepSource, leaveSource, RENEW_MS, saveCursor, takeSource } from "./cursor";
import { firehose } from "./firehose";
import { gather } from "./gather";
import { jetstream } from "./jetstream";
import { keepHeard } from "./keep-heard";
import type { Piece, Source } from "./source";
import { tap } from "./tap";

const FIRST_WAIT_MS = 1_000;
const LONGEST_WAIT_MS = 60_000;
/** A network on which nothing happens for this long is rare; a connection that is dead without a word is not. */
const QUIET_MS = 10 * 60_000;
const KEEP_TIMEOUT_MS = 30_000;

/**
 * Reads the source of events that WATCH_SOURCE names until the signal, and hands what it tells to matching. Processes
 * that do this side by side take turns: one reads, and when it ends or dies another goes on where it was.
 *
 * @param quietMs after so long without an event, in milliseconds, the connection is made anew.
 */
export async function watch(signal: AbortSignal, quietMs = QUIET_MS): Promise<void> {
  const source = configuredSource();
  if (!source) return;
  const reader = randomUUID();
  for (let failures = 0; !signal.aborted; ) {
    let wait = RENEW_MS;
    try {
      const taken = await takeSource(source.name, reader);
      if (taken) {
        log.info({ source: source.name }, "watching");
        const position = { reader, cursor: taken.cursor, quietMs };
        if (await readSource(source, position, signal)) failures = 0;
        wait = backOff(failures);
      }
    } catch (error) {
      if (signal.aborted) return;
      wait = backOff(failures);
      failures += 1;
      log.warn({ error, source: source.name }, "a source of events broke off");
    }
    await sleep(wait, undefined, { signal }).catch(() => {});
  }
}

function configuredSource(): Source | null {
  const { WATCH_SOURCE, WATCH_URL, TAP_ADMIN_PASSWORD } = env();
  switch (WATCH_SOURCE) {
    case "jetstream":
      return jetstream(WATCH_URL);
    case "firehose":
      return firehose(WATCH_URL);
    case "tap":
      return tap(WATCH_URL, TAP_ADMIN_PASSWORD);
    default:
      return null;
  }
}

type Position = { reader: string; cursor: string | null; quietMs: number };

/** Reads until the connection ends. Says whether anything was kept. */
async function readSource(
  source: Source,
  { reader, cursor: savedCursor, quietMs }: Position,
  signal: AbortSignal,
): Promise<boolean> {
  const ending = new AbortController();
  const end = (reason: unknown) => ending.abort(reason);
  const stop = () => end(new DOMException("the process ends", "AbortError"));
  signal.addEventListener("abort", stop, { once: true });
  // The end may have come while the source was being taken.
  if (signal.aborted) stop();
  let cursor = savedCursor;
  let heardAt = Date.now();
  let hasKept = false;

  async function keep(pieces: Piece[]) {
    const next = pieces.findLast((piece) => piece.cursor !== undefined)?.cursor;
    await db.$transaction(
      async (tx) => {
        await keepHeard(
          tx,
          pieces.flatMap(({ heard }) => heard),
        );
        await saveCursor(tx, { source: source.name, reader, cursor: next });
      },
      { timeout: KEEP_TIMEOUT_MS },
    );
    cursor = next ?? cursor;
    hasKept = true;
  }

  const gathered = gather(keep, end);
  const timer = setInterval(() => {
    keepSource(source.name, reader).catch(end);
    if (Date.now() - heardAt > quietMs) end(new Error("nothing was heard for too long"));
  }, RENEW_MS);
  try {
    const reading = source.read({
      signal: ending.signal,
      cursor: () => cursor,
      async forgetCursor() {
        cursor = null;
        await dropCursor(source.name, reader);
      },
      async hear(piece) {
        heardAt = Date.now();
        await gathered.add(piece);
      },
    });
    // A connection that is still being made does not always hear that it is not wanted any more.
    await Promise.race([reading, aborted(ending.signal)]);
    await gathered.end();
    if (ending.signal.aborted && !signal.aborted) throw ending.signal.reason;
  } finally {
    clearInterval(timer);
    signal.removeEventListener("abort", stop);
    await gathered.end();
    await leaveSource(source.name, reader).catch(() => {});
  }
  return hasKept;
}

function aborted(signal: AbortSignal) {
  return new Promise<void>((resolve) => {
    if (signal.aborted) resolve();
    signal.addEventListener("abort", () => resolve(), { once: true });
  });
}

/** Longer after each failure, and never the same for two processes. */
function backOff(failures: number) {
  const longest = Math.min(FIRST_WAIT_MS * 2 ** failures, LONGEST_WAIT_MS);
  return longest * (0.5 + Math.random() / 2);
}
