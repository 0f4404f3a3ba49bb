import { describeError } from "@/lib/log";
import { type Done, type JobName, jobs } from "./jobs";
import { isPaused } from "./pauses";
import { closeRun, keepRun, openRun, type Run } from "./runs";

/** `more`: the deadline came first. `busy`: another run of it goes on. `paused`: by an operator. */
export type RunResult = { status: "done" | "more" | "busy" | "paused"; done: Done };

const SLICE_MS = 10_000;

/**
 * Runs a job until nothing is left to do or the deadline has come, unless such a run goes on already.
 *
 * @throws what the job throws, after it was recorded.
 */
export async function runJob(
  job: JobName,
  deadline: Date,
  signal: AbortSignal,
): Promise<RunResult> {
  if (await isPaused(job)) return { status: "paused", done: {} };
  const run = await openRun(job, { alone: true });
  if (!run) return { status: "busy", done: {} };
  const done: Done = {};
  return { status: await carryOn(run, { done, deadline, signal }), done };
}

type Going = { done: Done; deadline: Date; signal: AbortSignal };

/** Works slice by slice at an open run, adds up what was done, and closes it. */
export async function carryOn(run: Run, { done, deadline, signal }: Going) {
  try {
    while (Date.now() < deadline.getTime() && !signal.aborted) {
      const end = Math.min(Date.now() + SLICE_MS, deadline.getTime());
      const slice = await jobs[run.job].slice(new Date(end), signal);
      for (const [what, count] of Object.entries(slice.done))
        done[what] = (done[what] ?? 0) + count;
      if (!slice.more) {
        await closeRun(run, { done, outcome: "done" });
        return "done";
      }
      if (!(await keepRun(run, done)) || (await isPaused(run.job))) break;
    }
  } catch (error) {
    const { type, message } = describeError(error);
    await closeRun(run, { done, outcome: "failed", error: `${type}: ${message}` });
    throw error;
  }
  await closeRun(run, { done, outcome: "more" });
  return "more";
}
