export { type Done, type JobName, jobNames } from "./jobs";
export { pauseJob, resumeJob } from "./pauses";
export { type RunResult, runJob } from "./run-job";
export { runJobs } from "./run-jobs";
export { start } from "./start";
