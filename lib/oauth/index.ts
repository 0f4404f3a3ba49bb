export { clientMetadata, publicKeys } from "./client";
export { mayWrite } from "./scopes";
export {
  endSession,
  grantedScope,
  type OAuthSession,
  SessionExpired,
  withSession,
  writableCollections,
} from "./session";
export { finishSignIn, type SignInProblem, startSignIn } from "./sign-in";
