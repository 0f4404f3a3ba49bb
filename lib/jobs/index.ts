export { type Done, type JobName, jobNames } from "./jobs";
export { type JobView, listJobs, listRuns, type RunView } from "./list-jobs";
export { pauseJob, resumeJob } from "./pauses";
export { cronRoutes, isCronRoute, runCron } from "./run-cron";
export { type RunResult, runJob } from "./run-job";
export { runJobs } from "./run-jobs";
export { start } from "./start";
