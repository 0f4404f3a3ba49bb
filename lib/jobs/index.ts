export { runJobs } from "./run-jobs";
