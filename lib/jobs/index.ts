export { runJobs } from "./run-jobs";
export { start } from "./start";
