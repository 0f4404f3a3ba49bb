export { queueNotifications } from "./queue";
