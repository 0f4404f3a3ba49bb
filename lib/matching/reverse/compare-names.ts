import { db } from "@/lib/db";
import {
  claimChecks,
  finishChecks,
  forgetOldChecks,
  listEntries,
  requestChecks,
} from "@/lib/directory";
import { log } from "@/lib/log";
import { findSimilar } from "./pairs";
import { listPromising } from "./promising";

const ACCOUNTS_AT_ONCE = 20;
/**
 * Half a day's work where ten million names wait. When a whole network is told of at once, more cannot be compared in any
 * time that would be of use: those heard of last are, and the others are found by the next search for the names.
 */
const MOST_WAITING = 500_000;

/**
 * Compares the names of accounts whose keys lead nowhere with all names that wait, until the deadline. It is the slow,
 * last stage, apart from the others so that they need not wait for it.
 *
 * @param mostWaiting how many may wait at the most; the oldest of more are forgotten.
 * @returns how many accounts were compared; null when none were due.
 */
export async function compareNames(
  deadline: Date,
  signal: AbortSignal,
  mostWaiting = MOST_WAITING,
): Promise<{ compared: number } | null> {
  const forgotten = await forgetOldChecks("names", mostWaiting);
  if (forgotten > 0)
    log.warn({ forgotten }, "too many accounts wait for their names to be compared");
  let compared = 0;
  while (Date.now() < deadline.getTime() && !signal.aborted) {
    const checks = await claimChecks("names", ACCOUNTS_AT_ONCE);
    if (checks.length === 0) break;
    await db.$transaction(async (tx) => {
      const entries = await listEntries(
        checks.map(({ did }) => did),
        tx,
      );
      const promising = listPromising(await findSimilar(tx, entries));
      await finishChecks(tx, checks);
      await requestChecks(
        tx,
        promising.map(({ actor }) => actor.did),
        "profile",
      );
    });
    compared += checks.length;
  }
  return compared > 0 ? { compared } : null;
}
