import { db } from "@/lib/db";
import type { JobName } from "./jobs";

/** Halts a job in every process, after what it is at, until it is resumed. */
export async function pauseJob(job: JobName): Promise<void> {
  await db.jobPause.upsert({ where: { job }, create: { job }, update: {} });
}

export async function resumeJob(job: JobName): Promise<void> {
  await db.jobPause.deleteMany({ where: { job } });
}

export async function isPaused(job: JobName): Promise<boolean> {
  return (await db.jobPause.findUnique({ where: { job } })) !== null;
}
