export {
  closeAllSessions,
  closeSession,
  extendSession,
  findSession,
  openSession,
  type SessionUser,
} from "./sessions";
export type { UserDid } from "./user-did";
