export {
  type Check,
  claimChecks,
  finishChecks,
  forgetOldChecks,
  postponeChecks,
  requestChecks,
} from "./checks";
export { findActors } from "./find-actors";
export { largeHosts } from "./large-hosts";
export { type ActorChange, type DirectoryEntry, listEntries, noteActors } from "./note-actors";
export { searchDirectory } from "./search-directory";
