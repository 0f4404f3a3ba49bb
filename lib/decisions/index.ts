export { chooseActor, searchPeople } from "./choose-actor";
export { type Decision, decide, type RowBefore, restoreRow } from "./decide";
export { tickRows } from "./tick";
export { markViewed } from "./viewed";
