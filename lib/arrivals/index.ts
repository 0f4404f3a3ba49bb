export { type Arrival, countUnread, listArrivals } from "./list-arrivals";
export { markAllRead, markRead } from "./mark-read";
