import { findApp } from "@/lib/apps";
import { NetworkBusy, NetworkUnreachable } from "@/lib/atproto";
import { db, type FollowBatchStatus, Prisma } from "@/lib/db";
import { grantedScope, mayFollow, SessionExpired } from "@/lib/oauth";
import type { UserDid } from "@/lib/users";
import { syncFollows } from "./known-follows";

/** Why a follow batch could not be planned; the page has a sentence for each. */
export type PlanProblem =
  | "unknown"
  | "nothing-selected"
  | "signed-out"
  | "scope-missing"
  | "network-unreachable";

type Planned = { ok: true; batchId: string; planned: number; already: number };

/** Follows made elsewhere in the last minute may be missing from a plan; they are looked for again before writing. */
const PLAN_FRESHNESS_MS = 60_000;

/**
 * Plans to follow everyone who is ticked in a list, in the list's app. The plan holds exactly these accounts, whatever
 * is ticked or found later; nothing happens before it is confirmed.
 *
 * @param accountIds the rows to follow instead of the ticked ones.
 */
export async function planBatch(
  user: UserDid,
  uploadId: string,
  accountIds?: bigint[],
): Promise<Planned | { ok: false; problem: PlanProblem }> {
  const list = await db.userUpload.findFirst({
    where: { uploadId, userDid: user, savedAt: { not: null } },
    select: { app: true },
  });
  const app = list && findApp(list.app);
  if (!app) return { ok: false, problem: "unknown" };
  const scope = await grantedScope(user);
  if (!scope) return { ok: false, problem: "signed-out" };
  if (!mayFollow(scope, app)) return { ok: false, problem: "scope-missing" };

  try {
    await syncFollows(user, app, new Date(Date.now() - PLAN_FRESHNESS_MS));
  } catch (error) {
    return { ok: false, problem: syncProblem(error) };
  }
  return db.$transaction(async (tx) => {
    await tx.followBatch.deleteMany({ where: { userDid: user, uploadId, status: "planned" } });
    const batch = await tx.followBatch.create({ data: { userDid: user, uploadId, app: app.id } });
    const rows = await tx.$queryRaw<{ state: string; count: number }[]>`
      WITH written AS (
        INSERT INTO follow_writes (batch_id, match_id, subject_did, state)
        SELECT DISTINCT ON (match.atproto_did) ${batch.id}::uuid, match.id, match.atproto_did,
          (CASE WHEN known.rkey IS NULL THEN 'planned' ELSE 'already' END)::follow_write_state
        FROM user_source_follows AS row
        JOIN atproto_matches AS match ON match.id = row.best_match_id
        LEFT JOIN known_follows AS known ON known.user_did = ${user}
          AND known.collection = ${app.collection} AND known.subject_did = match.atproto_did
        WHERE row.upload_id = ${uploadId}::uuid AND row.user_did = ${user}
          AND ${accountIds ? Prisma.sql`row.state = 'found' AND row.source_account_id = ANY (${accountIds}::bigint[])` : Prisma.sql`row.selected`}
          AND match.atproto_did <> ${user}
        RETURNING state
      )
      SELECT state::text, count(*)::int AS count FROM written GROUP BY state`;
    const count = (state: string) => rows.find((row) => row.state === state)?.count ?? 0;
    const [planned, already] = [count("planned"), count("already")];
    if (planned + already === 0) {
      await tx.followBatch.delete({ where: { id: batch.id } });
      return { ok: false, problem: "nothing-selected" } as const;
    }
    return { ok: true, batchId: batch.id, planned, already } as const;
  });
}

/** Lets a planned batch begin. */
export function confirmBatch(user: UserDid, batchId: string): Promise<boolean> {
  return change(user, batchId, ["planned"], { status: "running", nextAt: new Date() });
}

/** Halts a batch after the request that is under way. */
export function stopBatch(user: UserDid, batchId: string): Promise<boolean> {
  return change(user, batchId, ["running"], { status: "stopped", problem: null });
}

/** Lets a stopped batch go on, and tries again what failed. */
export async function resumeBatch(user: UserDid, batchId: string): Promise<boolean> {
  const resumed = await change(user, batchId, ["stopped", "done"], {
    status: "running",
    problem: null,
    failures: 0,
    nextAt: new Date(),
    finishedAt: null,
  });
  if (resumed) {
    await db.followWrite.updateMany({
      where: { batchId, state: "failed" },
      data: { state: "planned", problem: null },
    });
  }
  return resumed;
}

/** Removes exactly the follows that a batch made. */
export function undoBatch(user: UserDid, batchId: string): Promise<boolean> {
  return change(user, batchId, ["running", "stopped", "done"], {
    status: "undoing",
    problem: null,
    failures: 0,
    nextAt: new Date(),
    finishedAt: null,
  });
}

async function change(
  user: UserDid,
  batchId: string,
  from: FollowBatchStatus[],
  data: Prisma.FollowBatchUpdateManyMutationInput,
) {
  const where = { id: batchId, userDid: user, status: { in: from } };
  const { count } = await db.followBatch.updateMany({ where, data });
  return count === 1;
}

function syncProblem(error: unknown): PlanProblem {
  if (error instanceof SessionExpired) return "signed-out";
  if (error instanceof NetworkBusy || error instanceof NetworkUnreachable) {
    return "network-unreachable";
  }
  throw error;
}
