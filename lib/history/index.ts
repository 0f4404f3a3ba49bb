export { compareLists, type ListComparison, type Names } from "./compare-lists";
export { countNew } from "./count-new";
export { type FoundDay, foundByDay } from "./found-by-day";
