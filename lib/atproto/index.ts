export {
  type Actor,
  getProfiles,
  PROFILES_PER_REQUEST,
  searchActors,
  suggestActors,
} from "./actors";
export { ask, NetworkBusy, NetworkUnreachable, RequestRefused, unlessRefused } from "./ask";
export { fetchOutside } from "./outside";
export { getOwnRelations, OWN_RELATIONS_PER_REQUEST, type OwnRelation } from "./own-view";
export type { RateLimit } from "./rate-limit";
export { getRelations, RELATIONS_PER_REQUEST, type Relation, readLastPost } from "./relations";
export { listRepos } from "./relay";
export {
  applyWrites,
  listRecords,
  type NewRecord,
  newRecordKey,
  type RecordKey,
  type RepoRecord,
  readHandle,
  readLatestCommit,
  recordKeyAt,
} from "./repository";
export { listCollections } from "./servers";
