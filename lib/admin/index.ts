export { type AdminAction, listActions, noteAction } from "./actions";
export { type CheckResult, checkDatabase } from "./check";
export {
  type IndexSize,
  listIndexes,
  listStatements,
  listTables,
  type Statement,
  type TableSize,
} from "./database";
export { countQueue, listTroubles, type QueueCount, type QueueTrouble, retryFailed } from "./queue";
export { countChecks, listWatching, type WaitingChecks, type Watching } from "./watching";
export {
  type FollowingWork,
  listFollowing,
  listMatching,
  type MatchingWork,
  retryFollowing,
  retryMatching,
} from "./work";
