export { type Operation, openApiDocument, type Parameter } from "./open-api";
export { queueForPartners } from "./queue";
export {
  type Arrival,
  acknowledge,
  type ConnectedPerson,
  listArrivals,
  listConnected,
  listSharedMatches,
  type SharedMatch,
} from "./read";
export {
  Acknowledgement,
  arrivalBody,
  matchBody,
  personBody,
  WebhookInput,
} from "./schemas";
export { callWebhooks, removeWebhook, setWebhook } from "./webhooks";
