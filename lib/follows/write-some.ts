import type { App } from "@/lib/apps";
import { applyFollowWrites, NetworkUnreachable, newRecordKey, RequestRefused } from "@/lib/atproto";
import type { OAuthSession } from "@/lib/oauth";
import type { Lease } from "./lease";
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

type Work = { session: OAuthSession; lease: Lease; app: App; commit: string };

/** How many follows are settled, and the commit to go on from. */
type Some = { settled: number; commit: string };

/** Half of what a request may hold: progress shows, and less is in doubt when an answer is lost. */
const WRITES_AT_ONCE = 100;
/** Refusals that concern one record, not the person's session or server. */
const ABOUT_A_RECORD = ["InvalidRequest", "InvalidRecord"];

/** Follows the next accounts of a batch; none are settled when none were left. */
export async function writeSome(work: Work): Promise<Some> {
  const writes = await takePlanned(work.lease, WRITES_AT_ONCE, newRecordKey);
  return { settled: writes.length, commit: await send(work, writes) };
}

async function send(work: Work, writes: Write[]): Promise<string> {
  const { session, lease, app } = work;
  if (writes.length === 0) return work.commit;
  try {
    const create = writes.map(({ rkey, subject }) => ({ rkey, subject }));
    const commit = await applyFollowWrites(
      session,
      { collection: app.collection, create },
      work.commit,
    );
    await markFollowed(lease, app, writes);
    return commit;
  } catch (error) {
    // The answer is lost: the rows stay as they are, and the next run looks whether the records are there.
    if (error instanceof NetworkUnreachable) throw error;
    if (isAboutARecord(error)) return sendHalves(work, writes, error);
    await markPlanned(writes);
    throw isMoved(error) ? new RepositoryMoved("InvalidSwap", { cause: error }) : error;
  }
}

/** One record that the server refuses spoils a whole request: halve it until the record is alone. */
async function sendHalves(work: Work, writes: Write[], refusal: RequestRefused): Promise<string> {
  if (writes.length === 1) {
    await markFailed(writes, refusal.error);
    return work.commit;
  }
  const middle = writes.length >> 1;
  const commit = await send(work, writes.slice(0, middle));
  return send({ ...work, commit }, writes.slice(middle));
}

/** Removes the next follows of a batch; none are settled when none were left. */
export async function removeSome({ session, lease, app, commit }: Work): Promise<Some> {
  const writes = await takeRemovable(lease, WRITES_AT_ONCE);
  if (writes.length === 0) return { settled: 0, commit };
  try {
    const remove = writes.map(({ rkey }) => ({ rkey }));
    const next = await applyFollowWrites(session, { collection: app.collection, remove }, commit);
    await markUndone(lease, app, writes);
    return { settled: writes.length, commit: next };
  } catch (error) {
    if (error instanceof NetworkUnreachable) throw error;
    await unmarkRemoving(writes);
    throw isMoved(error) ? new RepositoryMoved("InvalidSwap", { cause: error }) : error;
  }
}

function isAboutARecord(error: unknown): error is RequestRefused {
  return error instanceof RequestRefused && ABOUT_A_RECORD.includes(error.error);
}

function isMoved(error: unknown) {
  return error instanceof RequestRefused && error.error === "InvalidSwap";
}
