export { clientMetadata, publicKeys } from "./client";
export { mayWrite, writableCollections } from "./scopes";
export {
  endSession,
  grantedScope,
  type OAuthSession,
  SessionExpired,
  withSession,
} from "./session";
export { finishSignIn, type SignInProblem, startSignIn } from "./sign-in";
