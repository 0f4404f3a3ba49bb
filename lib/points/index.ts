export { correctPoints, type Reserved, reservePoints } from "./ledger";
export { type Pace, timeToFollow } from "./paces";
