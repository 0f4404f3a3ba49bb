import { db, type Prisma } from "@/lib/db";
import { blockingKeys, KEYS_VERSION } from "../names";

const ACCOUNTS_AT_ONCE = 2_000;
const FILING = "source_keys";

/** A source account and what somebody's export calls it. */
type NamedAccount = { id: bigint; username: string; displayName: string | null };

/**
 * Files source accounts under their keys, so that an account that turns up later finds who waits for it: those of lists
 * that were just saved, then, newest first, those that were saved before the keys were what they are now.
 *
 * @returns how many were filed; null when all are.
 */
export async function fileSourceKeys(
  deadline: Date,
  signal: AbortSignal,
): Promise<{ filed: number } | null> {
  const filedNew = await fileNewNames(deadline, signal);
  if (!(await isRefilingDue())) return filedNew > 0 ? { filed: filedNew } : null;
  return { filed: filedNew + (await repeat(refileSome, deadline, signal)) };
}

/** Files the names of lists that were just saved, oldest list first. Answers how many were filed. */
export async function fileNewNames(deadline: Date, signal: AbortSignal): Promise<number> {
  let filed = 0;
  while (Date.now() < deadline.getTime() && !signal.aborted) {
    const list = await db.userUpload.findFirst({
      where: { filedTo: { not: null } },
      orderBy: { savedAt: "asc" },
      select: { uploadId: true },
    });
    if (!list) break;
    filed += await fileNamesOf(list.uploadId, deadline, signal);
  }
  return filed;
}

/**
 * Files the names of one list. Before any of them is searched for: an account that turns up after the search has to find
 * them, and one that turned up before is found by it.
 */
export function fileNamesOf(uploadId: string, deadline: Date, signal: AbortSignal) {
  return repeat(() => fileSomeOf(uploadId), deadline, signal);
}

/** Calls a function that does at most ACCOUNTS_AT_ONCE of something, until fewer are left. */
async function repeat(doSome: () => Promise<number>, deadline: Date, signal: AbortSignal) {
  let done = 0;
  while (Date.now() < deadline.getTime() && !signal.aborted) {
    const some = await doSome();
    done += some;
    if (some < ACCOUNTS_AT_ONCE) break;
  }
  return done;
}

/** The next names of a list, in the order of its key. */
function fileSomeOf(uploadId: string): Promise<number> {
  return db.$transaction(async (tx) => {
    const [list] = await tx.$queryRaw<{ filedTo: bigint | null }[]>`
      SELECT filed_to AS "filedTo" FROM user_uploads WHERE upload_id = ${uploadId}::uuid
      FOR NO KEY UPDATE`;
    if (list?.filedTo == null) return 0;
    const accounts = await tx.$queryRaw<NamedAccount[]>`
      SELECT id, original_username AS username, display_name AS "displayName"
      FROM user_source_follows JOIN source_accounts ON id = source_account_id
      WHERE upload_id = ${uploadId}::uuid AND source_account_id > ${list.filedTo}
      ORDER BY source_account_id LIMIT ${ACCOUNTS_AT_ONCE}`;
    await file(tx, accounts);
    const last = accounts.length === ACCOUNTS_AT_ONCE ? accounts.at(-1) : undefined;
    await tx.userUpload.updateMany({ where: { uploadId }, data: { filedTo: last?.id ?? null } });
    return accounts.length;
  });
}

/** In the order of the key, so that two processes that file the same names never wait in a circle. */
async function file(tx: Prisma.TransactionClient, accounts: NamedAccount[]): Promise<void> {
  const filed = accounts.flatMap((account) =>
    blockingKeys(account).map((key) => ({ key, id: account.id })),
  );
  if (filed.length === 0) return;
  await tx.$executeRaw`
    INSERT INTO source_keys (key, source_account_id)
    SELECT DISTINCT hashtextextended(t.key, 0) AS key, t.id
    FROM unnest(${filed.map(({ key }) => key)}::text[], ${filed.map(({ id }) => id)}::bigint[]) AS t (key, id)
    ORDER BY key, t.id
    ON CONFLICT DO NOTHING`;
}

/** Keys of an older version are dropped at once: what is not filed yet is found by the search for its name. */
function isRefilingDue(): Promise<boolean> {
  return db.$transaction(async (tx) => {
    const filing = await tx.keyFiling.findUnique({ where: { what: FILING } });
    if (filing && filing.version >= KEYS_VERSION) return filing.below !== null;
    await tx.$executeRaw`LOCK TABLE key_filings IN SHARE ROW EXCLUSIVE MODE`;
    const [outdated] = await tx.$queryRaw<{ version: number }[]>`
      INSERT INTO key_filings AS filing (what, version, below)
      SELECT ${FILING}, ${KEYS_VERSION}, max(id) FROM source_accounts
      ON CONFLICT (what) DO UPDATE SET version = EXCLUDED.version, below = EXCLUDED.below
        WHERE filing.version < EXCLUDED.version
      RETURNING version`;
    if (outdated) await tx.$executeRaw`TRUNCATE source_keys`;
    return true;
  });
}

type StoredAccount = { id: bigint; username: string; names: (string | null)[] };

async function refileSome(): Promise<number> {
  return db.$transaction(async (tx) => {
    const [filing] = await tx.$queryRaw<{ below: bigint | null }[]>`
      SELECT below FROM key_filings WHERE what = ${FILING} FOR UPDATE`;
    if (filing?.below == null) return 0;
    const accounts = await tx.$queryRaw<StoredAccount[]>`
      SELECT account.id, original_username AS username,
        ARRAY(SELECT DISTINCT display_name FROM user_source_follows
              WHERE source_account_id = account.id) AS names
      FROM source_accounts AS account WHERE id <= ${filing.below}
      ORDER BY id DESC LIMIT ${ACCOUNTS_AT_ONCE}
      FOR KEY SHARE`;
    await file(
      tx,
      accounts.flatMap(({ id, username, names }) =>
        [null, ...names].map((displayName) => ({ id, username, displayName })),
      ),
    );
    const last = accounts.length === ACCOUNTS_AT_ONCE ? accounts.at(-1) : undefined;
    await tx.keyFiling.update({
      where: { what: FILING },
      data: { below: last ? last.id - 1n : null },
    });
    return accounts.length;
  });
}
