export { readHandle } from "./handle";
export { blockingKeys, KEYS_VERSION, type Named } from "./keys";
export { handleProbes, searchForms } from "./probes";
export { normalizeUsername, usernameKey } from "./username";
