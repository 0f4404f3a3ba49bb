export {
  confirmBatch,
  type PlanProblem,
  planBatch,
  resumeBatch,
  stopBatch,
  undoBatch,
} from "./batches";
export { followNext } from "./follow-next";
export { syncFollowsQuietly } from "./known-follows";
export { type BatchView, getBatch, listBatches, listBatchWrites } from "./read-batch";
