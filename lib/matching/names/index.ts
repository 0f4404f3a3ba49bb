export { readHandle } from "./handle";
export { blockingKeys, KEYS_VERSION, type Named } from "./keys";
export { handleProbes, searchForms, wordsApart } from "./probes";
export { normalizeUsername, usernameKey } from "./username";
