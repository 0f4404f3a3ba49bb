export { type AccountCounts, countAccount } from "./count-account";
export { deleteAccount } from "./delete-account";
export { exportAccount } from "./export-account";
