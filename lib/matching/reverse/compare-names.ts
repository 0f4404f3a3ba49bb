import { db } from "@/lib/db";
import { claimChecks, finishChecks, listEntries, requestChecks } from "@/lib/directory";
import { findSimilar } from "./pairs";
import { listPromising } from "./promising";

const ACCOUNTS_AT_ONCE = 20;

/**
 * Compares the names of accounts whose keys lead nowhere with all names that wait, until the deadline. It is the slow,
 * last stage, apart from the others so that they need not wait for it.
 *
 * @returns how many accounts were compared; null when none were due.
 */
export async function compareNames(
  deadline: Date,
  signal: AbortSignal,
): Promise<{ compared: number } | null> {
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
