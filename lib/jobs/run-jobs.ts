import { setTimeout as sleep } from "node:timers/promises";
import { log } from "@/lib/log";
import { watch } from "@/lib/watch";
import { type Job, type JobName, jobNames, jobs } from "./jobs";
import { isPaused } from "./pauses";
import { carryOn, runJob } from "./run-job";
import { isDue, openRun } from "./runs";

/** How long a run of a queue lasts at most: the next one begins at once, so that the record stays fresh. */
const RUN_MS = 5 * 60_000;
const SLICE_MS = 10_000;
const IDLE_MS = 1_000;
const LOOK_AT_CLOCK_MS = 60_000;
const AFTER_ERROR_MS = 15_000;

/**
 * Does the background work until the signal: the loop of the worker, and of an app that runs without one. Processes that
 * do this side by side share the queues, and one of them does what is due by the clock and watches the network.
 */
export async function runJobs(signal: AbortSignal): Promise<void> {
  await Promise.all([watch(signal), ...jobNames.map((name) => repeat(name, signal))]);
}

async function repeat(name: JobName, signal: AbortSignal) {
  const { everyMs }: Job = jobs[name];
  while (!signal.aborted) {
    let pause = everyMs ? LOOK_AT_CLOCK_MS : IDLE_MS;
    try {
      const worked = everyMs ? await keepTime(name, everyMs, signal) : await drain(name, signal);
      if (worked) continue;
    } catch (error) {
      log.error({ error, job: name }, "a job failed");
      pause = AFTER_ERROR_MS;
    }
    await sleep(pause, undefined, { signal }).catch(() => {});
  }
}

async function keepTime(name: JobName, everyMs: number, signal: AbortSignal) {
  if (!(await isDue(name, everyMs))) return false;
  const { status, done } = await runJob(name, new Date(Date.now() + RUN_MS), signal);
  if (status === "done") log.info({ job: name, done }, "a job is done");
  return status === "more";
}

/** A queue is asked before a run is opened for it: one that is empty leaves no record. */
async function drain(name: JobName, signal: AbortSignal) {
  if (await isPaused(name)) return false;
  const { done, more } = await jobs[name].slice(new Date(Date.now() + SLICE_MS), signal);
  if (!more) return false;

  const run = await openRun(name, { alone: false });
  if (!run) return true;
  const status = await carryOn(run, { done, deadline: new Date(Date.now() + RUN_MS), signal });
  log.info({ job: name, done, status }, "worked through a queue");
  return true;
}
