export { clientMetadata, publicKeys } from "./client";
export { type Leave, mayWrite } from "./scopes";
export {
  endSession,
  grantedLeave,
  grantedScope,
  type OAuthSession,
  SessionExpired,
  withSession,
} from "./session";
export { finishSignIn, type SignInProblem, startSignIn } from "./sign-in";
