import { env } from "@/lib/env";
import { runJobs } from "./run-jobs";

/**
 * What a server process does beside answering requests: check its settings (a wrong deployment ends here, and says
 * everything that is missing) and, unless RUN_JOBS is off, do the background work until it is asked to end.
 */
export function start(): void {
  if (!env().RUN_JOBS) return;
  const end = new AbortController();
  for (const signal of ["SIGTERM", "SIGINT"] as const) process.once(signal, () => end.abort());
  void runJobs(end.signal);
}
