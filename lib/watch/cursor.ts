import { db, type Prisma } from "@/lib/db";

/** Somebody else reads the source by now. */
class LeaseLost extends Error {
  override name = "LeaseLost";
}

const LEASE = "15 seconds";
/** How often a reader says that it goes on, and another one looks whether it still does. */
export const RENEW_MS = 5_000;

/** Lets one process at a time read a source. Answers with the cursor, or null while another reads. */
export async function takeSource(
  source: string,
  reader: string,
): Promise<{ cursor: string | null } | null> {
  const [taken] = await db.$queryRaw<{ cursor: string | null }[]>`
    INSERT INTO watch_cursors AS known (source, reader, lease_until)
    VALUES (${source}, ${reader}, now() + ${LEASE}::interval)
    ON CONFLICT (source) DO UPDATE SET reader = EXCLUDED.reader, lease_until = EXCLUDED.lease_until
      WHERE known.lease_until IS NULL OR known.lease_until < now()
    RETURNING cursor`;
  return taken ?? null;
}

/** Goes on reading. @throws LeaseLost */
export async function keepSource(source: string, reader: string): Promise<void> {
  requireOne(
    await db.$executeRaw`
      UPDATE watch_cursors SET lease_until = now() + ${LEASE}::interval
      WHERE source = ${source} AND reader = ${reader}`,
  );
}

/**
 * Notes how far the source is read, with what was heard: both or neither.
 *
 * @param cursor undefined where nothing that was heard has one.
 * @throws LeaseLost
 */
export async function saveCursor(
  tx: Prisma.TransactionClient,
  { source, reader, cursor }: { source: string; reader: string; cursor: string | undefined },
): Promise<void> {
  requireOne(
    await tx.$executeRaw`
      UPDATE watch_cursors SET lease_until = now() + ${LEASE}::interval, read_at = now(),
        cursor = coalesce(${cursor ?? null}::text, cursor)
      WHERE source = ${source} AND reader = ${reader}`,
  );
}

/** Forgets how far the source was read: it is another one now, and is read from what comes next. */
export async function dropCursor(source: string, reader: string): Promise<void> {
  await db.watchCursor.updateMany({ where: { source, reader }, data: { cursor: null } });
}

/** Lets another process read: at once, or not before a time. */
export async function leaveSource(source: string, reader: string, until?: Date): Promise<void> {
  await db.watchCursor.updateMany({
    where: { source, reader },
    data: { reader: null, leaseUntil: until ?? null },
  });
}

function requireOne(rows: number) {
  if (rows !== 1) throw new LeaseLost("another process reads the source");
}
