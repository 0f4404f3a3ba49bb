export { lookCloser } from "./look-closer";
export { readRelations } from "./read-relations";
