import { familyOf, findApp } from "@/lib/apps";
import { NetworkBusy, NetworkUnreachable, newRecordKey } from "@/lib/atproto";
import { db, type FollowBatchKind, Prisma } from "@/lib/db";
import { grantedScope, mayWrite, SessionExpired, withSession } from "@/lib/oauth";
import type { UserDid } from "@/lib/users";
import { collectionsOf, writesTo } from "./collections";
import { syncFollows } from "./known-follows";
import { readLists, readMembers, STARTER_PACK_SIZE } from "./lists";

/** What is to become of the people who are ticked in a list. */
export type Target =
  /** `onlyUsers`: in other apps than the list's own, only people who are known to use them. */
  | { kind: "follows"; apps: string[]; onlyUsers: boolean }
  | { kind: "list"; list: { rkey: string } | { name: string } }
  | { kind: "starter_pack"; name: string };

export type Planned = {
  ok: true;
  batchId: string;
  /** Records that are going to be written, and for how many people. */
  planned: number;
  people: number;
  /** People among the ticked whom the person follows already everywhere that was asked for, or has on the list. */
  already: number;
  /** People among the ticked who are not known to use the apps, where only those who are were asked for. */
  leftOut: number;
  /** Ticked names that stand for the account of another. With the three above, these are all that are ticked. */
  doubled: number;
};

/** Why a batch could not be planned; the pages have a sentence for each. */
export type PlanProblem = FollowsProblem | "list-gone" | "too-many";

/** Those of them that do not have to do with lists and starter packs. */
export type FollowsProblem =
  | "unknown"
  | "nothing-selected"
  | "all-followed"
  | "signed-out"
  | "scope-missing"
  | "network-unreachable";

/** Follows made elsewhere in the last minute may be missing from a plan; they are looked for again before writing. */
const PLAN_FRESHNESS_MS = 60_000;

type Failed = { ok: false; problem: PlanProblem };

/**
 * Plans to follow everyone who is ticked in a list, or to put them on a list of the person's own. The plan holds exactly
 * these accounts, whatever is ticked or found later; nothing happens before it is confirmed. It takes the place of an
 * earlier plan that was not.
 *
 * @param accountIds the rows that are meant, instead of the ticked ones.
 */
export async function planBatch(
  user: UserDid,
  uploadId: string,
  target: Target,
  accountIds?: bigint[],
): Promise<Planned | Failed> {
  const upload = await db.userUpload.findFirst({
    where: { uploadId, userDid: user, savedAt: { not: null } },
    select: { app: true },
  });
  const kind = { kind: target.kind, apps: target.kind === "follows" ? target.apps : [] };
  if (!upload || (target.kind === "follows" && !target.apps.every(findApp))) {
    return failed("unknown");
  }
  const scope = await grantedScope(user);
  if (!scope) return failed("signed-out");
  if (!mayWrite(scope, writesTo(kind))) return failed("scope-missing");

  const rows = Prisma.sql`row.upload_id = ${uploadId}::uuid AND row.user_did = ${user} AND ${
    accountIds
      ? Prisma.sql`row.state = 'found' AND row.source_account_id = ANY (${accountIds}::bigint[])`
      : Prisma.sql`row.selected`
  }`;
  // Whom the person turns out to follow already loses the tick while the repository is read.
  const before = await countTicked(user, rows);
  let batch: NewBatch | null;
  try {
    batch =
      target.kind === "follows"
        ? await planFollows(user, target.apps)
        : await planList(user, target);
  } catch (error) {
    return failed(readProblem(error));
  }
  if (!batch) return failed("list-gone");

  const everyone = target.kind !== "follows" || !target.onlyUsers;
  const main = findApp(upload.app)?.collection;
  const wanted = {
    user,
    uploadId,
    rows,
    collections: collectionsOf(kind),
    // Whether an app is for everyone who is ticked.
    everyone: collectionsOf(kind).map((collection) => everyone || collection === main),
  };
  const planned = await db.$transaction((tx) => write(tx, wanted, { ...kind, ...batch }));
  const now = await countTicked(user, rows);
  const gone = Math.max(0, before.accounts - now.accounts);
  if (!planned.ok) {
    return gone > 0 && planned.problem === "nothing-selected" ? failed("all-followed") : planned;
  }
  const { people, already } = planned;
  return {
    ...planned,
    already: already + gone,
    leftOut: Math.max(0, now.accounts - people - already),
    doubled: before.names - before.accounts,
  };
}

/** The rows that are meant, and how many accounts they stand for. */
async function countTicked(user: UserDid, rows: Prisma.Sql) {
  const [counted] = await db.$queryRaw<{ names: number; accounts: number }[]>`
    SELECT count(*)::int AS names, count(DISTINCT match.atproto_did)::int AS accounts
    FROM user_source_follows AS row JOIN atproto_matches AS match ON match.id = row.best_match_id
    WHERE ${rows} AND match.atproto_did <> ${user}`;
  return counted ?? { names: 0, accounts: 0 };
}

type NewBatch = Pick<
  Prisma.FollowBatchUncheckedCreateInput,
  "listRkey" | "listName" | "makesList" | "packRkey"
> & { members: string[] };

async function planFollows(user: UserDid, apps: string[]): Promise<NewBatch> {
  for (const id of apps) {
    const app = findApp(id);
    if (app) await syncFollows(user, app, new Date(Date.now() - PLAN_FRESHNESS_MS));
  }
  return { members: [] };
}

async function planList(
  user: UserDid,
  target: Exclude<Target, { kind: "follows" }>,
): Promise<NewBatch | null> {
  const { kind } = target;
  const name = kind === "list" ? "name" in target.list && target.list.name : target.name;
  if (name !== false) {
    const packRkey = kind === "starter_pack" ? newRecordKey() : null;
    return { listRkey: newRecordKey(), listName: name, makesList: true, packRkey, members: [] };
  }
  const listRkey = (target as { list: { rkey: string } }).list.rkey;
  return withSession(user, async (session) => {
    const list = (await readLists(session)).find(({ rkey }) => rkey === listRkey);
    if (!list) return null;
    const members = await readMembers(session, { user, listRkey });
    return { listRkey, listName: list.name, members: members.map(({ subject }) => subject) };
  });
}

type Wanted = {
  user: UserDid;
  uploadId: string;
  /** SQL for the rows that are meant. */
  rows: Prisma.Sql;
  collections: string[];
  everyone: boolean[];
};

async function write(
  tx: Prisma.TransactionClient,
  { user, uploadId, rows, collections, everyone }: Wanted,
  { members, ...batch }: NewBatch & { kind: FollowBatchKind; apps: string[] },
): Promise<Omit<Planned, "leftOut" | "doubled"> | Failed> {
  await tx.followBatch.deleteMany({ where: { userDid: user, uploadId, status: "planned" } });
  const { id } = await tx.followBatch.create({ data: { userDid: user, uploadId, ...batch } });
  // The maker of a starter pack stands in it.
  if (batch.kind === "starter_pack") {
    const [collection = ""] = collections;
    await tx.followWrite.create({ data: { batchId: id, collection, subjectDid: user } });
  }
  await tx.$executeRaw`
    INSERT INTO follow_writes (batch_id, match_id, collection, subject_did, state)
    SELECT ${id}::uuid, match_id, collection, did,
      (CASE WHEN is_there THEN 'already' ELSE 'planned' END)::follow_write_state
    FROM (
      SELECT DISTINCT ON (app.collection, match.atproto_did) match.id AS match_id, app.collection,
        match.atproto_did AS did, row.best_score, row.position,
        known.rkey IS NOT NULL OR match.atproto_did = ANY (${members}::text[]) AS is_there
      FROM user_source_follows AS row
      JOIN atproto_matches AS match ON match.id = row.best_match_id
      CROSS JOIN unnest(${collections}::text[], ${collections.map(familyOf)}::text[], ${everyone}::boolean[])
        AS app (collection, family, everyone)
      LEFT JOIN known_follows AS known ON known.user_did = ${user}
        AND known.collection = app.collection AND known.subject_did = match.atproto_did
      WHERE ${rows}
        AND match.atproto_did <> ${user}
        AND (app.everyone OR EXISTS (
          SELECT FROM actor_collections AS actor, unnest(actor.collections) AS used
          WHERE actor.did = match.atproto_did AND starts_with(used, app.family)))
      ORDER BY app.collection, match.atproto_did, row.best_score DESC, row.position
    ) AS ticked
    ORDER BY best_score DESC, position, collection`;

  const [count] = await tx.$queryRaw<{ planned: number; people: number; everyone: number }[]>`
    SELECT count(*) FILTER (WHERE state = 'planned')::int AS planned,
      (count(DISTINCT subject_did) FILTER (WHERE state = 'planned' AND match_id IS NOT NULL))::int AS people,
      (count(DISTINCT subject_did) FILTER (WHERE match_id IS NOT NULL))::int AS everyone
    FROM follow_writes WHERE batch_id = ${id}::uuid`;
  const { planned, people, everyone: all } = count ?? { planned: 0, people: 0, everyone: 0 };
  const already = all - people;
  if (people + already === 0) return drop(tx, id, "nothing-selected");
  if (batch.kind === "starter_pack" && planned > STARTER_PACK_SIZE) {
    return drop(tx, id, "too-many");
  }
  return { ok: true, batchId: id, planned, people, already };
}

async function drop(tx: Prisma.TransactionClient, id: string, problem: PlanProblem) {
  await tx.followBatch.delete({ where: { id } });
  return failed(problem);
}

function failed(problem: PlanProblem): Failed {
  return { ok: false, problem };
}

function readProblem(error: unknown): PlanProblem {
  if (error instanceof SessionExpired) return "signed-out";
  if (error instanceof NetworkBusy || error instanceof NetworkUnreachable) {
    return "network-unreachable";
  }
  throw error;
}
