import {
  applyWrites,
  NetworkBusy,
  NetworkUnreachable,
  type NewRecord,
  type RecordKey,
  RequestRefused,
} from "@/lib/atproto";
import type { OAuthSession } from "@/lib/oauth";
import { correctPoints, type Reserved, reservePoints } from "@/lib/points";
import type { Lease } from "./lease";
import { listUri } from "./lists";
import {
  markFailed,
  markFollowed,
  markPlanned,
  markUndone,
  takePlanned,
  takeRemovable,
  unmarkRemoving,
  type Write,
} from "./writes";

/** Somebody else wrote to the repository: what is known of it has to be read again. */
export class RepositoryMoved extends Error {
  override name = "RepositoryMoved";
}

/** A batch at work, on top of the commit that it knows the repository at. */
export type Work = { session: OAuthSession; lease: Lease; commit: string };

/** How many records are settled, the commit to go on from, and why there is no room for more, when there is none. */
export type Some = { settled: number; commit: string; wait: Reserved["wait"] };

/** Half of what a request may hold: progress shows, and less is in doubt when an answer is lost. */
const WRITES_AT_ONCE = 100;
/** Refusals that concern one record, not the person's session or server. */
const ABOUT_A_RECORD = ["InvalidRequest", "InvalidRecord"];

/** Writes the next records of a batch; none are settled and nothing is waited for when none were left. */
export async function writeSome(work: Work): Promise<Some> {
  const { lease } = work;
  const parts = [await takePlanned(lease, WRITES_AT_ONCE)];
  const some: Some = { settled: 0, commit: work.commit, wait: null };
  for (let part = parts.shift(); part && part.length > 0; part = parts.shift()) {
    const { count, wait } = await reservePoints({
      user: lease.user,
      count: part.length,
      kind: "create",
      pace: lease.kind === "follows" ? lease.pace : "fast",
    });
    if (wait) {
      await markPlanned([...part.splice(count), ...parts.splice(0).flat()]);
      some.wait = wait;
      if (count === 0) break;
    }
    const answer = await create({ ...work, commit: some.commit }, part);
    if (typeof answer === "string") some.commit = answer;
    // One record that the server refuses spoils a whole request: halve it until the record is alone.
    else if (part.length > 1) parts.unshift(part.splice(0, part.length >> 1), part);
    else await markFailed(part, answer.error);
    if (typeof answer === "string" || part.length === 1) some.settled += part.length;
  }
  return some;
}

/** Removes the next records of a batch; none are settled and nothing is waited for when none were left. */
export async function removeSome(work: Work): Promise<Some> {
  const { lease } = work;
  const writes = await takeRemovable(lease, WRITES_AT_ONCE);
  if (writes.length === 0) return { settled: 0, commit: work.commit, wait: null };
  const { count, wait } = await reservePoints({
    user: lease.user,
    count: writes.length,
    kind: "delete",
  });
  await unmarkRemoving(writes.splice(count));
  if (count === 0) return { settled: 0, commit: work.commit, wait };
  try {
    const commit = await apply(work, { remove: writes });
    await markUndone(lease, writes, commit);
    return { settled: count, commit, wait };
  } catch (error) {
    if (!(error instanceof NetworkUnreachable)) await unmarkRemoving(writes);
    throw error;
  }
}

/** Writes records and removes others, and brings the ledger in line with what the server says of its limits. */
export async function apply(
  { session, lease, commit }: Work,
  writes: { create?: NewRecord[]; remove?: RecordKey[] },
): Promise<string> {
  try {
    const answer = await applyWrites(session, writes, commit);
    if (answer.limit) await correctPoints(lease.user, answer.limit);
    return answer.commit;
  } catch (error) {
    if (error instanceof NetworkBusy && error.limit) await correctPoints(lease.user, error.limit);
    const isMoved = error instanceof RequestRefused && error.error === "InvalidSwap";
    throw isMoved ? new RepositoryMoved("InvalidSwap", { cause: error }) : error;
  }
}

/** @returns the new commit, or the server's refusal of one of the records. */
async function create(work: Work, writes: Write[]): Promise<string | RequestRefused> {
  const { lease } = work;
  const createdAt = new Date().toISOString();
  const list = lease.kind === "follows" ? {} : { list: listUri(lease) };
  try {
    const commit = await apply(work, {
      create: writes.map(({ collection, rkey, subject }) => ({
        collection,
        rkey,
        value: { subject, ...list, createdAt },
      })),
    });
    await markFollowed(lease, writes, commit);
    return commit;
  } catch (error) {
    // The answer is lost: the rows stay as they are, and the next run looks whether the records are there.
    if (error instanceof NetworkUnreachable) throw error;
    if (error instanceof RequestRefused && ABOUT_A_RECORD.includes(error.error)) return error;
    await markPlanned(writes);
    throw error;
  }
}
