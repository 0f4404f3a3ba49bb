export {
  botRestsUntil,
  lastSentAfter,
  type Message,
  openConversation,
  sendMessage,
  type Unreachable,
} from "./messages";
export { botHandle } from "./session";
