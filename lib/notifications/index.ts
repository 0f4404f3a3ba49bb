export { deliverMessages } from "./deliver";
export { queueNotifications } from "./queue";
export {
  getMessageSettings,
  type MessageProblem,
  type MessageView,
  sendTestMessage,
  setMessageFrequency,
  stopMessages,
} from "./settings";
