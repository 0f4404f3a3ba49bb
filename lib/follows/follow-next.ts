import { type App, findApp } from "@/lib/apps";
import { NetworkBusy, NetworkUnreachable, RequestRefused, readLatestCommit } from "@/lib/atproto";
import { type OAuthSession, SessionExpired, withSession } from "@/lib/oauth";
import { readFollows } from "./known-follows";
import { endLease, extendLease, type Lease, type LeaseEnd, takeLease } from "./lease";
import { RepositoryMoved, removeSome, writeSome } from "./write-some";
import { resolveUnknown, skipFollowed, skipGone } from "./writes";

const FIRST_WAIT_MS = 30_000;
const LONGEST_WAIT_MS = 60 * 60_000;

/**
 * Writes (or removes) follows of the batch that has waited longest, until the deadline. Whatever ends it, also the end
 * of the process, the next call goes on from what the person's repository really holds: nobody is followed twice, and
 * nobody counts as followed who is not.
 *
 * @returns how many follows were written or removed; null when nothing was due.
 */
export async function followNext(
  deadline: Date,
  signal: AbortSignal,
): Promise<{ settled: number } | null> {
  const lease = await takeLease();
  if (!lease) return null;
  const app = findApp(lease.app);
  if (!app) throw new Error(`batch ${lease.batchId} is for an app that is gone: ${lease.app}`);

  let settled = 0;
  const goesOn = () => Date.now() < deadline.getTime() && !signal.aborted;
  try {
    const isFinished = await withSession(lease.user, async (session) => {
      let commit = await prepare(session, lease, app);
      const step = lease.status === "undoing" ? removeSome : writeSome;
      while (goesOn() && (await extendLease(lease))) {
        const some = await step({ session, lease, app, commit });
        if (some.settled === 0) return true;
        settled += some.settled;
        commit = some.commit;
      }
      return false;
    });
    await endLease(lease, isFinished ? finished(lease) : goingOn(lease, new Date()));
  } catch (error) {
    await endLease(lease, afterFailure(lease, error, settled));
    if (!isExpected(error)) throw error;
  }
  return { settled };
}

/**
 * Reads what the repository holds: it says what became of a request whose answer was lost, and what the person did in
 * their app meanwhile.
 *
 * @returns the commit from before it was read: a late request that is carried out after that makes ours fail.
 */
async function prepare(session: OAuthSession, lease: Lease, app: App) {
  const commit = await readLatestCommit(session);
  const records = await readFollows(session, app);
  await resolveUnknown(lease, app, records);
  if (lease.status === "undoing") await skipGone(lease, records);
  else await skipFollowed(lease, app);
  return commit;
}

function finished(lease: Lease): LeaseEnd {
  const status = lease.status === "undoing" ? "undone" : "done";
  return { status, nextAt: new Date(), problem: null, failures: 0 };
}

function goingOn({ status }: Lease, nextAt: Date): LeaseEnd {
  return { status, nextAt, problem: null, failures: 0 };
}

function afterFailure(lease: Lease, error: unknown, settled: number): LeaseEnd {
  if (error instanceof RepositoryMoved) return goingOn(lease, new Date());
  if (error instanceof SessionExpired) return stopped("signed-out");
  if (error instanceof RequestRefused) {
    return stopped(error.error === "ScopeMissingError" ? "scope-missing" : "refused");
  }
  const failures = settled > 0 ? 1 : lease.failures + 1;
  const wait = Math.min(FIRST_WAIT_MS * 2 ** (failures - 1), LONGEST_WAIT_MS);
  const end = { ...goingOn(lease, new Date(Date.now() + wait)), failures };
  if (error instanceof NetworkBusy) return { ...end, nextAt: error.until, problem: "network-busy" };
  const isUnreachable = error instanceof NetworkUnreachable;
  return { ...end, problem: isUnreachable ? "network-unreachable" : "unexpected" };
}

function stopped(problem: string): LeaseEnd {
  return { status: "stopped", nextAt: new Date(), problem, failures: 0 };
}

function isExpected(error: unknown) {
  return [NetworkBusy, NetworkUnreachable, RepositoryMoved, RequestRefused, SessionExpired].some(
    (type) => error instanceof type,
  );
}
