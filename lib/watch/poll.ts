import { randomUUID } from "node:crypto";
import { listRepos, NetworkBusy, NetworkUnreachable } from "@/lib/atproto";
import { db } from "@/lib/db";
import { listEntries } from "@/lib/directory";
import { env } from "@/lib/env";
import { log } from "@/lib/log";
import { leaveSource, saveCursor, takeSource } from "./cursor";
import { type Heard, isDid, PROFILE } from "./heard";
import { keepHeard } from "./keep-heard";

const BLUESKY_RELAY = "https://relay1.us-east.bsky.network";
const EVERY_MS = 5 * 60_000;
const PAGE = 1_000;
/** Marks the cursor while the accounts are passed by that were there before: whoever looks for those searches. */
const PASSING = "passing:";

/**
 * Asks a relay which accounts have a profile that had none before, where WATCH_SOURCE is `poll`: every five minutes, until
 * the deadline. Who they are is asked of the AppView later. Nothing is heard of accounts that change.
 *
 * @returns how many accounts were listed; null when it is not yet time, or another process asks.
 */
export async function pollNewAccounts(
  deadline: Date,
  signal: AbortSignal,
): Promise<{ listed: number } | null> {
  const { WATCH_SOURCE, WATCH_URL: relay = BLUESKY_RELAY } = env();
  if (WATCH_SOURCE !== "poll") return null;
  const [source, reader] = [`poll ${relay}`, randomUUID()];
  const taken = await takeSource(source, reader);
  if (!taken) return null;

  let cursor = taken.cursor ?? PASSING;
  let listed = 0;
  let isAtEnd = false;
  try {
    while (!isAtEnd && Date.now() < deadline.getTime() && !signal.aborted) {
      const isPassing = cursor.startsWith(PASSING);
      const page = await listRepos(relay, {
        collection: PROFILE,
        cursor: (isPassing ? cursor.slice(PASSING.length) : cursor) || undefined,
        limit: PAGE,
      });
      isAtEnd = !page.next;
      // The last page may grow: its own cursor leads to it again.
      const last = page.next ?? (isPassing ? cursor.slice(PASSING.length) : cursor);
      cursor = isPassing && !isAtEnd ? PASSING + last : last;
      await keepPage({ source, reader, cursor }, isPassing ? [] : page.dids.filter(isDid));
      listed += page.dids.length;
    }
  } catch (error) {
    if (!(error instanceof NetworkBusy || error instanceof NetworkUnreachable)) throw error;
    log.warn({ error }, "the relay does not say who is new");
    isAtEnd = true;
  } finally {
    await leaveSource(source, reader, isAtEnd ? new Date(Date.now() + EVERY_MS) : undefined);
  }
  return { listed };
}

async function keepPage(
  position: { source: string; reader: string; cursor: string },
  dids: string[],
): Promise<void> {
  const known = new Set((await listEntries(dids)).map(({ did }) => did));
  const heard = dids
    .filter((did) => !known.has(did))
    .map((did): Heard => ({ did, isUnclear: true }));
  await db.$transaction(async (tx) => {
    await keepHeard(tx, heard);
    await saveCursor(tx, position);
  });
}
