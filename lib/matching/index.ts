export { matchNext } from "./match-next";
export { normalizeUsername, usernameKey } from "./names";
export { pausedUntil } from "./pause";
export {
  type Band,
  bandOf,
  type Evidence,
  MODEL_VERSION,
  SURE_SCORE,
  scoreCandidates,
} from "./score";
export { settle, settleActors } from "./settle";
export { keepChosenActor } from "./store";
