export { clientMetadata, publicKeys } from "./client";
export { mayFollow } from "./scopes";
export {
  endSession,
  grantedScope,
  type OAuthSession,
  SessionExpired,
  withSession,
} from "./session";
export { finishSignIn, type SignInProblem, startSignIn } from "./sign-in";
