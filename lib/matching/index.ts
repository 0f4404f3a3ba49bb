export { matchNext } from "./match-next";
export { normalizeUsername, usernameKey } from "./names/username";
export { pausedUntil } from "./pause";
export { recount, settle, settleActors } from "./settle";
