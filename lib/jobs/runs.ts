import { db, type JobOutcome } from "@/lib/db";
import type { Done, JobName } from "./jobs";

/** A run that goes on in this process. */
export type Run = { id: bigint; job: JobName };

const LEASE = "2 minutes";

/**
 * Opens a run.
 *
 * @param alone refuse while another run of this job that wants to be alone goes on, in whatever process.
 * @returns null when it was refused.
 */
export async function openRun(job: JobName, { alone }: { alone: boolean }): Promise<Run | null> {
  await db.$executeRaw`
    UPDATE job_runs SET ended_at = now(), outcome = 'lost'
    WHERE job = ${job} AND ended_at IS NULL AND lease_until < now()`;
  // Raw because Prisma cannot leave out a row that the partial unique index refuses.
  const [run] = await db.$queryRaw<{ id: bigint }[]>`
    INSERT INTO job_runs (job, alone, lease_until) VALUES (${job}, ${alone}, now() + ${LEASE}::interval)
    ON CONFLICT DO NOTHING RETURNING id`;
  return run ? { id: run.id, job } : null;
}

/** Notes what was done so far and that the run goes on. Answers false when others have given it up for lost. */
export async function keepRun({ id }: Run, done: Done): Promise<boolean> {
  const kept = await db.$executeRaw`
    UPDATE job_runs SET lease_until = now() + ${LEASE}::interval, done = ${JSON.stringify(done)}::jsonb
    WHERE id = ${id} AND ended_at IS NULL`;
  return kept === 1;
}

export type RunEnd = { done: Done; outcome: JobOutcome; error?: string };

export async function closeRun({ id }: Run, { done, outcome, error }: RunEnd): Promise<void> {
  await db.jobRun.updateMany({
    where: { id, endedAt: null },
    data: { endedAt: new Date(), outcome, done, error },
  });
}

/** Whether a job is due that was last begun and completed longer ago than this. A missed day is caught up so. */
export async function isDue(job: JobName, everyMs: number): Promise<boolean> {
  const since = new Date(Date.now() - everyMs);
  const last = await db.jobRun.findFirst({
    where: { job, outcome: "done", startedAt: { gt: since } },
    select: { id: true },
  });
  return last === null;
}
