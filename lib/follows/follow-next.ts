import { NetworkBusy, NetworkUnreachable, RequestRefused, readLatestCommit } from "@/lib/atproto";
import { SessionExpired, withSession } from "@/lib/oauth";
import { type Reserved, reservePoints } from "@/lib/points";
import { collectionsOf } from "./collections";
import { type Entry, readFollows } from "./known-follows";
import { endLease, keepLease, type Lease, type LeaseEnd, mayGoOn, takeLease } from "./lease";
import { frameOf, readFrame, readMembers } from "./lists";
import { apply, RepositoryMoved, removeSome, type Work, writeSome } from "./write-some";
import {
  cancelPlanned,
  firstKeys,
  resolveUnknown,
  skipFollowed,
  skipGone,
  skipMembers,
} from "./writes";

const FIRST_WAIT_MS = 30_000;
const LONGEST_WAIT_MS = 60 * 60_000;

/** Refusals that concern the person's account, by what the page says of them. */
const REFUSALS: Record<string, string> = {
  ScopeMissingError: "scope-missing",
  AccountDeactivated: "deactivated",
  RepoDeactivated: "deactivated",
  AccountTakedown: "taken-down",
  RepoTakendown: "taken-down",
  RepoSuspended: "taken-down",
};

/** The list that the batch adds to is not there any more. */
class ListGone extends Error {
  override name = "ListGone";
}

/** The limits of the server, or the pace, leave no room before something is even begun. */
class NoRoom extends Error {
  override name = "NoRoom";
  readonly wait: NonNullable<Reserved["wait"]>;

  constructor(wait: NonNullable<Reserved["wait"]>) {
    super(wait.for);
    this.wait = wait;
  }
}

/**
 * Writes (or removes) records of the batch that has waited longest, until the deadline. Whatever ends it, also the end
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

  const letGo = keepLease(lease);
  let settled = 0;
  const goesOn = () => Date.now() < deadline.getTime() && !signal.aborted;
  try {
    const end = await withSession(lease.user, async (session) => {
      const work = { session, lease, commit: await readLatestCommit(session) };
      await catchUp(work);
      if (lease.status === "cancelling") {
        await cancelPlanned(lease);
        return finished("cancelled");
      }
      const isUndo = lease.status === "undoing";
      if (!isUndo) await makeFrame(work);
      while (goesOn() && (await mayGoOn(lease))) {
        const some = await (isUndo ? removeSome(work) : writeSome(work));
        settled += some.settled;
        work.commit = some.commit;
        if (some.wait) return waiting(lease, some.wait);
        if (some.settled === 0) {
          if (isUndo) await removeFrame(work);
          return finished(isUndo ? "undone" : "done");
        }
      }
      return goingOn(lease, new Date());
    });
    await endLease(lease, end);
  } catch (error) {
    await endLease(lease, afterFailure(lease, error, settled));
    if (!isExpected(error)) throw error;
  } finally {
    letGo();
  }
  return { settled };
}

/**
 * Reads what the repository holds at the work's commit: it says what became of a request whose answer was lost, and what
 * the person did in their app meanwhile. The commit is from before: a late request that is carried out after that makes
 * ours fail.
 */
async function catchUp({ session, lease, commit }: Work) {
  const isUndo = lease.status === "undoing";
  if (lease.kind !== "follows") {
    const members = await readMembers(session, lease);
    await resolveUnknown(lease, members);
    await (isUndo ? skipGone(lease, members) : skipMembers(lease, members));
    return;
  }
  const keys = await firstKeys(lease, [
    "sending",
    "removing",
    ...(isUndo ? ["followed" as const] : []),
  ]);
  const entries: Entry[] = [];
  for (const collection of collectionsOf(lease)) {
    entries.push(
      ...(await readFollows(session, collection, { commit, from: keys.get(collection) })),
    );
  }
  await resolveUnknown(lease, entries);
  await (isUndo ? skipGone(lease, entries) : skipFollowed(lease));
}

/** Makes the list of a batch, and its starter pack, when they are not there yet. Their keys were chosen with the plan. */
async function makeFrame(work: Work) {
  const wanted = frameOf(work.lease);
  if (wanted.length === 0) return;
  const there = await readFrame(work.session, work.lease);
  const create = wanted.filter(({ rkey }) => !there.some((record) => record.rkey === rkey));
  if (create.length === 0) return;
  if (!work.lease.makesList) throw new ListGone("the list is gone");
  await reserveAll(work, { count: create.length, kind: "create", pace: "fast" });
  work.commit = await apply(work, { create });
}

/** Removes the list that a batch made, and its starter pack. */
async function removeFrame(work: Work) {
  if (!work.lease.makesList) return;
  const remove = await readFrame(work.session, work.lease);
  if (remove.length === 0) return;
  await reserveAll(work, { count: remove.length, kind: "delete" });
  await apply(work, { remove });
}

type Wish = { count: number } & ({ kind: "create"; pace: "fast" } | { kind: "delete" });

async function reserveAll({ lease }: Work, wish: Wish) {
  const { wait } = await reservePoints({ user: lease.user, ...wish });
  if (wait) throw new NoRoom(wait);
}

function finished(status: "done" | "cancelled" | "undone"): LeaseEnd {
  return { status, nextAt: new Date(), problem: null, failures: 0 };
}

function goingOn({ status }: Lease, nextAt: Date): LeaseEnd {
  return { status, nextAt, problem: null, failures: 0 };
}

function waiting(lease: Lease, wait: NonNullable<Reserved["wait"]>): LeaseEnd {
  return { ...goingOn(lease, wait.until), problem: wait.for };
}

function afterFailure(lease: Lease, error: unknown, settled: number): LeaseEnd {
  if (error instanceof RepositoryMoved) return goingOn(lease, new Date());
  if (error instanceof NoRoom) return waiting(lease, error.wait);
  if (error instanceof SessionExpired) return stopped(lease, "signed-out");
  if (error instanceof ListGone) return stopped(lease, "list-gone");
  if (error instanceof RequestRefused) return stopped(lease, REFUSALS[error.error] ?? "refused");
  const failures = settled > 0 ? 1 : lease.failures + 1;
  const wait = Math.min(FIRST_WAIT_MS * 2 ** (failures - 1), LONGEST_WAIT_MS);
  const end = { ...goingOn(lease, new Date(Date.now() + wait)), failures };
  if (error instanceof NetworkBusy) return { ...end, nextAt: error.until, problem: "network-busy" };
  const isUnreachable = error instanceof NetworkUnreachable;
  return { ...end, problem: isUnreachable ? "network-unreachable" : "unexpected" };
}

function stopped(lease: Lease, problem: string): LeaseEnd {
  const status = lease.status === "undoing" ? "undo_stopped" : "stopped";
  return { status, nextAt: new Date(), problem, failures: 0 };
}

function isExpected(error: unknown) {
  return [
    ListGone,
    NetworkBusy,
    NetworkUnreachable,
    NoRoom,
    RepositoryMoved,
    RequestRefused,
    SessionExpired,
  ].some((type) => error instanceof type);
}
