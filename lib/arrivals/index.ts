export { type Arrival, type ArrivalPage, countUnread, listArrivals } from "./list-arrivals";
export { markAllRead, markRead } from "./mark-read";
