import { log } from "@/lib/log";
import type { JobName } from "./jobs";
import { type RunResult, runJob } from "./run-job";

/** What each cron route runs, one job after another. Together they are all the jobs there are. */
export const cronRoutes = {
  // First what ends at once, so that the others have the rest of the time.
  match: ["passing", "match"],
  follow: ["follow"],
  // Whoever has turned up, then what is told of it.
  notifications: ["arrivals", "share", "notifications"],
  directory: ["poll", "keys", "rescore", "compare", "relations", "look"],
  cleanup: ["cleanup", "count"],
} as const satisfies Record<string, readonly JobName[]>;

export type CronRoute = keyof typeof cronRoutes;

/** How each job of the route ended. */
export type CronResult = Partial<Record<JobName, RunResult | { status: "failed" }>>;

export function isCronRoute(name: string): name is CronRoute {
  return Object.hasOwn(cronRoutes, name);
}

/**
 * Runs the jobs of a cron route until the deadline. Each has at most its share of the time that is left, so that none
 * keeps those after it from their turn; one that fails is logged and recorded, and the others run all the same.
 */
export async function runCron(
  route: CronRoute,
  deadline: Date,
  signal: AbortSignal,
): Promise<CronResult> {
  const names: readonly JobName[] = cronRoutes[route];
  const results: CronResult = {};
  for (const [place, job] of names.entries()) {
    const left = deadline.getTime() - Date.now();
    const end = new Date(Date.now() + left / (names.length - place));
    try {
      results[job] = await runJob(job, end, signal);
    } catch (error) {
      log.error({ error, job }, "a job failed");
      results[job] = { status: "failed" };
    }
  }
  return results;
}
