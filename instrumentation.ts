/** Runs once when the server starts. */
export async function register() {
  if (process.env.NEXT_RUNTIME !== "nodejs") return;
  const { env } = await import("@/lib/env");
  // A wrong deployment stops here, and says everything that is missing.
  if (!env().RUN_JOBS) return;

  const { runJobs } = await import("@/lib/jobs");
  const end = new AbortController();
  for (const signal of ["SIGTERM", "SIGINT"] as const) process.once(signal, () => end.abort());
  void runJobs(end.signal, (error) => console.error("background work failed", error));
}
