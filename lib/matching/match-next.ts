import { NetworkBusy, NetworkUnreachable } from "@/lib/atproto";
import { checkRows } from "./check-rows";
import { claimRows } from "./claim";
import { endLease, extendLease, type Lease, type LeaseEnd, takeLease } from "./lease";
import { pausedUntil, pauseService } from "./pause";
import { fileNamesOf } from "./reverse/file-keys";

/** Small enough that little is asked twice when a process dies in the middle of it. */
const ROWS_AT_ONCE = 50;
const OTHERS_ARE_AT_IT_MS = 2_000;
const FIRST_WAIT_MS = 15_000;
const LONGEST_WAIT_MS = 30 * 60_000;

/**
 * Checks names of the list that has waited longest, until the deadline, saving as it goes: whatever ends it, what was
 * checked stays checked, and the next call of any process goes on from there.
 *
 * @returns how many names were checked; null when nothing was due.
 */
export async function matchNext(
  deadline: Date,
  signal: AbortSignal,
): Promise<{ checked: number } | null> {
  if (await pausedUntil("appview")) return null;
  const lease = await takeLease();
  if (!lease) return null;

  const begun = Date.now();
  let checked = 0;
  try {
    await fileNamesOf(lease.uploadId, deadline, signal);
    while (Date.now() < deadline.getTime() && !signal.aborted && (await extendLease(lease))) {
      const rows = await claimRows(lease.uploadId, ROWS_AT_ONCE);
      if (rows.length === 0) {
        await endLease(lease, going(new Date(Date.now() + OTHERS_ARE_AT_IT_MS), checked, begun));
        return { checked };
      }
      const batch = await checkRows(lease, rows, signal);
      checked += batch.checked;
      if (batch.interruption) throw batch.interruption;
    }
    await endLease(lease, going(new Date(), checked, begun));
  } catch (error) {
    if (!signal.aborted) await endInterrupted(lease, error, checked, begun);
    else await endLease(lease, going(new Date(), checked, begun));
  }
  return { checked };
}

function going(nextAt: Date, checked: number, begun: number): LeaseEnd {
  const rate = checked > 0 ? (checked * 1000) / Math.max(1, Date.now() - begun) : null;
  return { nextAt, problem: null, failures: 0, rate };
}

async function endInterrupted(lease: Lease, error: unknown, checked: number, begun: number) {
  const failures = checked > 0 ? 1 : lease.failures + 1;
  const wait = Math.min(FIRST_WAIT_MS * 2 ** (failures - 1), LONGEST_WAIT_MS);
  const end = going(new Date(Date.now() + wait), checked, begun);

  if (error instanceof NetworkBusy) {
    await pauseService("appview", error.until);
    await endLease(lease, { ...end, nextAt: error.until, problem: "network-busy", failures });
  } else if (error instanceof NetworkUnreachable) {
    await endLease(lease, { ...end, problem: "network-unreachable", failures });
  } else {
    await endLease(lease, { ...end, problem: "unexpected", failures });
    throw error;
  }
}
