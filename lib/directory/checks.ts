import { db, Prisma } from "@/lib/db";

/** An account to be looked at, for as long as nothing new is heard of it: `dueAt` (to the microsecond) is another then. */
export type Check = { did: string; attempts: number; dueAt: string };

/** `names`: compare its name with all that wait. `profile`: ask the AppView, and tell who waits for it. */
export type CheckStep = "names" | "profile";

const CLAIM = "45 seconds";

/** Asks for accounts to be looked at, soon. What is asked for twice is done once; a profile goes before names. */
export async function requestChecks(
  tx: Prisma.TransactionClient,
  dids: string[],
  step: CheckStep,
): Promise<void> {
  if (dids.length === 0) return;
  await tx.$executeRaw`
    INSERT INTO actor_checks AS asked (did, step)
    SELECT DISTINCT did, ${step}::check_step FROM unnest(${dids}::text[]) AS did ORDER BY did
    ON CONFLICT (did) DO UPDATE SET step = EXCLUDED.step, due_at = now(), attempts = 0
      WHERE EXCLUDED.step = 'profile' OR asked.step = 'names'`;
}

/** Takes checks that are due, the oldest first, for a while: should this process die, another takes them then. */
export function claimChecks(step: CheckStep, take: number): Promise<Check[]> {
  return db.$queryRaw<Check[]>`
    UPDATE actor_checks SET due_at = now() + ${CLAIM}::interval
    WHERE did IN (
      SELECT did FROM actor_checks WHERE step = ${step}::check_step AND due_at <= now()
      ORDER BY due_at LIMIT ${take}
      FOR UPDATE SKIP LOCKED)
    RETURNING did, attempts, due_at::text AS "dueAt"`;
}

/** These are done, unless something new was heard of the account meanwhile. */
export async function finishChecks(tx: Prisma.TransactionClient, checks: Check[]): Promise<void> {
  await tx.$executeRaw`
    DELETE FROM actor_checks AS asked
    USING ${claimedAs(checks)} WHERE asked.did = claimed.did AND asked.due_at = claimed.due_at`;
}

/**
 * Puts checks off until then.
 *
 * @param counts whether this was an attempt: a server that asks everybody to wait is no fault of the account's.
 */
export async function postponeChecks(checks: Check[], until: Date, counts: boolean): Promise<void> {
  await db.$executeRaw`
    UPDATE actor_checks AS asked SET due_at = ${until}::timestamptz, attempts = attempts + ${Number(counts)}::smallint
    FROM ${claimedAs(checks)} WHERE asked.did = claimed.did AND asked.due_at = claimed.due_at`;
}

/** Forgets all checks of a step but so many, those asked for last. Answers how many it forgot. */
export function forgetOldChecks(step: CheckStep, most: number): Promise<number> {
  return db.$executeRaw`
    DELETE FROM actor_checks AS old USING (
      SELECT due_at FROM actor_checks WHERE step = ${step}::check_step
      ORDER BY due_at DESC OFFSET ${most} LIMIT 1) AS newest
    WHERE old.step = ${step}::check_step AND old.due_at <= newest.due_at`;
}

/** The checks as they were claimed, for a statement to join. */
function claimedAs(checks: Check[]) {
  return Prisma.sql`unnest(${checks.map(({ did }) => did)}::text[], ${checks.map(({ dueAt }) => dueAt)}::timestamptz[])
    AS claimed (did, due_at)`;
}
