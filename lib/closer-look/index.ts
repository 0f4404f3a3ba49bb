export { lookCloser } from "./look-closer";
export { getOwnViewUse, type OwnViewUse, setUsesOwnView } from "./own-view";
export { readRelations } from "./read-relations";
