export { correctPoints, type Reserved, reservePoints } from "./ledger";
export { type Pace, paces, timeToFollow } from "./paces";
