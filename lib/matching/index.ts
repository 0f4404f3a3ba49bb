export { matchNext } from "./match-next";
export { normalizeUsername, usernameKey } from "./names";
export { pausedUntil } from "./pause";
export { type Band, bandOf, type Evidence, SURE_SCORE } from "./score";
export { settle, settleActors } from "./settle";
export { keepChosenActor } from "./store";
