export {
  cancelBatch,
  confirmBatch,
  resumeBatch,
  setPace,
  stopBatch,
  undoBatch,
} from "./batches";
export { writesTo } from "./collections";
export { followNext } from "./follow-next";
export { syncFollowsQuietly } from "./known-follows";
export { listOwnLists, type OwnList } from "./lists";
export {
  type FollowsProblem,
  type Planned,
  type PlanProblem,
  planBatch,
  type Target,
} from "./plan";
export { type BatchView, getBatch, listBatches, listBatchWrites } from "./read-batch";
