export { matchNext } from "./match-next";
export { normalizeUsername, usernameKey } from "./names";
export { pausedUntil, pauseService } from "./pause";
export { rescoreMatches } from "./rescore";
export { compareNames } from "./reverse/compare-names";
export { fileNewNames, fileSourceKeys } from "./reverse/file-keys";
export { hearOfActors } from "./reverse/hear";
export { keysOfActor } from "./reverse/keys";
export { matchNewActors } from "./reverse/match-new-actors";
export {
  type Band,
  bandOf,
  type Evidence,
  LOOK_SCORE,
  MODEL_VERSION,
  SURE_SCORE,
  scoreCandidates,
} from "./score";
export { settle, settleActors } from "./settle";
export { keepChosenActor } from "./store";
export { traitBits } from "./traits";
export { weighActors } from "./weigh-for-person";
