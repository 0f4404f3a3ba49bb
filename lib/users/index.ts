export { destinationsFor, saveDestinations } from "./destinations";
export { type Preferences, savePreferences } from "./preferences";
export {
  closeAllSessions,
  closeSession,
  extendSession,
  findSession,
  listSessions,
  openSession,
  SESSION_SECONDS,
  type SessionUser,
} from "./sessions";
export type { UserDid } from "./user-did";
