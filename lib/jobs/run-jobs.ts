import { setTimeout as sleep } from "node:timers/promises";
import { followNext } from "@/lib/follows";
import { matchNext } from "@/lib/matching";

/** A job that takes what is due, works on it until the deadline, and says whether anything was due. */
type Job = (deadline: Date, signal: AbortSignal) => Promise<boolean>;

const jobs: Job[] = [matchNext, followNext];
const SLICE_MS = 10_000;
const IDLE_MS = 1_000;
const AFTER_ERROR_MS = 15_000;

/**
 * Does the background work until the signal: the loop of the worker, and of an app that runs without one. Processes that
 * do this side by side share the work.
 */
export async function runJobs(
  signal: AbortSignal,
  onError: (error: unknown) => void,
): Promise<void> {
  await Promise.all(jobs.map((job) => repeat(job, signal, onError)));
}

async function repeat(job: Job, signal: AbortSignal, onError: (error: unknown) => void) {
  while (!signal.aborted) {
    let pause = IDLE_MS;
    try {
      if (await job(new Date(Date.now() + SLICE_MS), signal)) continue;
    } catch (error) {
      onError(error);
      pause = AFTER_ERROR_MS;
    }
    await sleep(pause, undefined, { signal }).catch(() => {});
  }
}
