export { type Actor, getProfiles, PROFILES_PER_REQUEST, searchActors } from "./actors";
export { NetworkBusy, NetworkUnreachable, RequestRefused } from "./ask";
export { listRepos } from "./relay";
export {
  applyFollowWrites,
  type FollowRecord,
  listFollows,
  newRecordKey,
  readHandle,
  readLatestCommit,
  WRITES_PER_REQUEST,
} from "./repository";
