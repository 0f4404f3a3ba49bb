import { cleanupTransientData } from "@/lib/cleanup";
import { lookCloser, readRelations } from "@/lib/closer-look";
import { followNext } from "@/lib/follows";
import {
  compareNames,
  fileSourceKeys,
  matchNewActors,
  matchNext,
  rescoreMatches,
} from "@/lib/matching";
import { recordDay } from "@/lib/metrics";
import { deliverMessages, queueNotifications } from "@/lib/notifications";
import { callWebhooks, queueForPartners } from "@/lib/sharing";
import { removePassedLists } from "@/lib/uploads";
import { pollNewAccounts } from "@/lib/watch";

/** How much of what was done, by name: `{ checked: 50 }`. */
export type Done = Record<string, number>;

/** What a job did until its deadline, and whether it is worth calling again at once. */
export type Slice = { done: Done; more: boolean };

export type Job = {
  /** Does what is due, until the deadline or the signal. Whatever ends it, the next slice goes on from there. */
  slice(deadline: Date, signal: AbortSignal): Promise<Slice>;
  /** For work that is due by the clock: how long after a complete run. The other jobs take what waits in a queue. */
  everyMs?: number;
};

const HOUR_MS = 60 * 60_000;
const DAY_MS = 24 * HOUR_MS;

/** Every background job, by the name under which it is scheduled, paused and recorded. */
export const jobs = {
  match: { slice: queue(matchNext) },
  follow: { slice: queue(followNext) },
  look: { slice: queue(lookCloser) },
  relations: { slice: queue(readRelations) },
  share: {
    slice: queue(async (deadline, signal) => {
      const queued = await queueForPartners();
      const called = await callWebhooks(deadline, signal);
      return queued || called ? { ...queued, ...called } : null;
    }),
  },
  poll: { slice: queue(pollNewAccounts) },
  arrivals: { slice: queue(matchNewActors) },
  notifications: {
    slice: queue(async (deadline, signal) => {
      const queued = await queueNotifications();
      const sent = await deliverMessages(deadline, signal);
      return queued || sent ? { ...queued, ...sent } : null;
    }),
  },
  compare: { slice: queue(compareNames) },
  keys: { slice: queue(fileSourceKeys) },
  rescore: { slice: queue(rescoreMatches) },
  passing: { slice: queue(removePassedLists) },
  cleanup: {
    slice: async (deadline) => {
      const { removed, isFinished } = await cleanupTransientData(deadline);
      return { done: removed, more: !isFinished };
    },
    everyMs: DAY_MS,
  },
  count: {
    slice: async () => {
      await recordDay();
      return { done: {}, more: false };
    },
    everyMs: HOUR_MS,
  },
} satisfies Record<string, Job>;

export type JobName = keyof typeof jobs;
export const jobNames = Object.keys(jobs) as JobName[];

/** A job that takes the next piece of work from a queue, and answers null when nothing is due. */
function queue(next: (deadline: Date, signal: AbortSignal) => Promise<Done | null>): Job["slice"] {
  return async (deadline, signal) => {
    const done = await next(deadline, signal);
    return { done: done ?? {}, more: done !== null };
  };
}
