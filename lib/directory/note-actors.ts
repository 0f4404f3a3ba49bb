import { type DirectoryAccount, db, type Prisma } from "@/lib/db";

/** What is heard of an account. A field that is absent is unknown; null says that there is none, or none any more. */
export type ActorChange = {
  did: string;
  handle?: string | null;
  displayName?: string | null;
  description?: string | null;
  labels?: string[];
  createdAt?: string;
  isActive?: boolean;
  /** Revision of the repository at which the profile was so. Without it, the profile counts as the newest. */
  rev?: string;
  /** When handle or activity were so. Without it, they count as the newest. */
  at?: Date;
};

/** An account as the directory has it. */
export type DirectoryEntry = {
  did: string;
  handle: string | null;
  displayName: string | null;
  description: string | null;
  labels: string[];
  createdAt: string | null;
  isActive: boolean;
};

type Row = DirectoryEntry & {
  id: bigint | null;
  profileRev: string | null;
  handleAt: Date | null;
  activeAt: Date | null;
};

/**
 * Takes into the directory what is heard of accounts, in the order given, whatever order it came in before: an event that
 * is older than what is known changes nothing.
 *
 * @param keysOf the keys that an account is to be found by.
 * @returns the accounts that are another now than they were.
 */
export async function noteActors(
  tx: Prisma.TransactionClient,
  changes: ActorChange[],
  keysOf: (entry: DirectoryEntry) => string[],
): Promise<DirectoryEntry[]> {
  // Sorted, so that two processes wait for each other in one order and never in a circle.
  const dids = [...new Set(changes.map(({ did }) => did))].sort();
  const before = new Map((await listRows(tx, dids)).map((row) => [row.did, row]));
  const after = new Map(dids.map((did) => [did, before.get(did) ?? nobody(did)]));
  for (const change of changes) {
    after.set(change.did, applied(after.get(change.did) ?? nobody(change.did), change));
  }

  const rows = [...after.values()].filter((row) => !isSame(row, before.get(row.did)));
  const ids = await writeRows(tx, rows, [...before.keys()]);
  const changed = rows.filter(({ did }) => ids.has(did));
  const added: Filed[] = [];
  const removed: Filed[] = [];
  for (const row of changed) {
    const id = ids.get(row.did);
    if (id === undefined) continue;
    const known = before.get(row.did);
    const [old, now] = [new Set(known ? keysOf(known) : []), new Set(keysOf(row))];
    added.push(...[...now].filter((key) => !old.has(key)).map((key) => ({ key, id })));
    removed.push(...[...old].filter((key) => !now.has(key)).map((key) => ({ key, id })));
  }
  await refile(tx, added, removed);
  if (changed.length === rows.length) return changed;
  // Somebody else added these while we read: their row is known by now, and ours is applied to it.
  const late = new Set(rows.filter(({ did }) => !ids.has(did)).map(({ did }) => did));
  const again = changes.filter(({ did }) => late.has(did));
  return [...changed, ...(await noteActors(tx, again, keysOf))];
}

/** What the directory has of these accounts, in no order. */
export async function listEntries(
  dids: string[],
  tx: Prisma.TransactionClient = db,
): Promise<DirectoryEntry[]> {
  const rows = await tx.directoryAccount.findMany({ where: { did: { in: dids } } });
  return rows.map(entryOf);
}

async function listRows(tx: Prisma.TransactionClient, dids: string[]): Promise<Row[]> {
  const rows = await tx.$queryRaw<DirectoryAccount[]>`
    SELECT id, did, handle, display_name AS "displayName", description, labels, account_created AS "accountCreated",
      is_active AS "isActive", profile_rev AS "profileRev", handle_at AS "handleAt", active_at AS "activeAt"
    FROM directory_accounts WHERE did = ANY (${dids}::text[])
    ORDER BY did FOR NO KEY UPDATE`;
  return rows.map((row) => ({ ...row, ...entryOf(row) }));
}

function entryOf(row: DirectoryAccount): DirectoryEntry {
  const { did, handle, displayName, description, labels, isActive, accountCreated } = row;
  const createdAt = accountCreated?.toISOString() ?? null;
  return { did, handle, displayName, description, labels, isActive, createdAt };
}

function nobody(did: string): Row {
  return {
    id: null,
    did,
    handle: null,
    displayName: null,
    description: null,
    labels: [],
    createdAt: null,
    isActive: true,
    profileRev: null,
    handleAt: null,
    activeAt: null,
  };
}

function applied(row: Row, change: ActorChange): Row {
  const next = { ...row };
  if (!(change.rev && row.profileRev && change.rev < row.profileRev)) {
    if (change.displayName !== undefined) next.displayName = change.displayName;
    if (change.description !== undefined) next.description = change.description;
    if (change.labels) next.labels = change.labels;
    if (change.createdAt) next.createdAt = change.createdAt;
    next.profileRev = change.rev ?? row.profileRev;
  }
  if (change.handle !== undefined && !isOlder(change.at, row.handleAt)) {
    next.handle = change.handle?.toLowerCase() ?? null;
    next.handleAt = change.at ?? row.handleAt;
  }
  if (change.isActive !== undefined && !isOlder(change.at, row.activeAt)) {
    next.isActive = change.isActive;
    next.activeAt = change.at ?? row.activeAt;
  }
  return next;
}

function isOlder(at: Date | undefined, known: Date | null) {
  return at !== undefined && known !== null && at < known;
}

function isSame(row: Row, known: Row | undefined) {
  return (
    known !== undefined &&
    row.handle === known.handle &&
    row.displayName === known.displayName &&
    row.description === known.description &&
    row.isActive === known.isActive &&
    row.labels.join() === known.labels.join()
  );
}

/** Writes rows: new ones, and those that were `known`. Gives the ids of the written, by DID. */
async function writeRows(tx: Prisma.TransactionClient, rows: Row[], known: string[]) {
  if (rows.length === 0) return new Map<string, bigint>();
  const column = <T>(read: (row: Row) => T) => rows.map(read);
  const written = await tx.$queryRaw<{ id: bigint; did: string }[]>`
    INSERT INTO directory_accounts AS account (did, handle, display_name, description, labels, account_created,
      is_active, profile_rev, handle_at, active_at)
    SELECT t.did, t.handle, t.display_name, t.description, ARRAY(SELECT jsonb_array_elements_text(t.labels)),
      t.created, t.active, t.rev, t.handle_at, t.active_at
    FROM unnest(
      ${column(({ did }) => did)}::text[],
      ${column(({ handle }) => handle)}::text[],
      ${column(({ displayName }) => displayName)}::text[],
      ${column(({ description }) => description)}::text[],
      ${column(({ labels }) => JSON.stringify(labels))}::jsonb[],
      ${column(({ createdAt }) => createdAt)}::timestamptz[],
      ${column(({ isActive }) => isActive)}::boolean[],
      ${column(({ profileRev }) => profileRev)}::text[],
      ${column(({ handleAt }) => handleAt?.toISOString() ?? null)}::timestamptz[],
      ${column(({ activeAt }) => activeAt?.toISOString() ?? null)}::timestamptz[])
    AS t (did, handle, display_name, description, labels, created, active, rev, handle_at, active_at)
    ON CONFLICT (did) DO UPDATE SET
      handle = EXCLUDED.handle, display_name = EXCLUDED.display_name, description = EXCLUDED.description,
      labels = EXCLUDED.labels, account_created = EXCLUDED.account_created, is_active = EXCLUDED.is_active,
      profile_rev = EXCLUDED.profile_rev, handle_at = EXCLUDED.handle_at, active_at = EXCLUDED.active_at,
      seen_at = now()
    WHERE account.did = ANY (${known}::text[])
    RETURNING id, did`;
  return new Map(written.map(({ id, did }) => [did, id]));
}

type Filed = { key: string; id: bigint };

async function refile(tx: Prisma.TransactionClient, added: Filed[], removed: Filed[]) {
  const keys = (filed: Filed[]) => filed.map(({ key }) => key);
  const ids = (filed: Filed[]) => filed.map(({ id }) => id);
  if (removed.length > 0) {
    await tx.$executeRaw`
      DELETE FROM directory_keys AS filed
      USING unnest(${keys(removed)}::text[], ${ids(removed)}::bigint[]) AS t (key, id)
      WHERE filed.key = hashtextextended(t.key, 0) AND filed.account_id = t.id`;
  }
  if (added.length > 0) {
    await tx.$executeRaw`
      INSERT INTO directory_keys (key, account_id)
      SELECT DISTINCT hashtextextended(t.key, 0) AS key, t.id
      FROM unnest(${keys(added)}::text[], ${ids(added)}::bigint[]) AS t (key, id)
      ORDER BY key, id
      ON CONFLICT DO NOTHING`;
  }
}
