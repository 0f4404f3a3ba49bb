import { db, type JobOutcome, type Prisma } from "@/lib/db";
import { type Done, type Job, type JobName, jobNames, jobs } from "./jobs";

export type RunView = {
  id: bigint;
  job: string;
  startedAt: Date;
  endedAt: Date | null;
  /** Null while it goes on. */
  outcome: JobOutcome | null;
  done: Done;
  error: string | null;
};

export type JobView = {
  name: JobName;
  /** How long after a complete run the next one is due; null for a job that takes what waits in a queue. */
  everyMs: number | null;
  pausedAt: Date | null;
  /** Runs that go on now. */
  going: number;
  last: RunView | null;
};

/** Every job, and how it is. */
export async function listJobs(): Promise<JobView[]> {
  const [pauses, going, latest] = await Promise.all([
    db.jobPause.findMany(),
    db.jobRun.groupBy({
      by: ["job"],
      where: { endedAt: null, leaseUntil: { gt: new Date() } },
      _count: true,
    }),
    Promise.all(jobNames.map((job) => listRuns(1, job))),
  ]);
  return jobNames.map((name, place) => {
    const job: Job = jobs[name];
    return {
      name,
      everyMs: job.everyMs ?? null,
      pausedAt: pauses.find((pause) => pause.job === name)?.pausedAt ?? null,
      going: going.find((group) => group.job === name)?._count ?? 0,
      last: latest[place]?.[0] ?? null,
    };
  });
}

/** The latest runs, of one job or of all, newest first. */
export async function listRuns(take: number, job?: JobName): Promise<RunView[]> {
  const runs = await db.jobRun.findMany({ where: { job }, orderBy: { startedAt: "desc" }, take });
  return runs.map(viewOf);
}

function viewOf({ leaseUntil: _, alone: __, done, ...run }: Prisma.JobRunModel): RunView {
  return { ...run, done: done as Done };
}
