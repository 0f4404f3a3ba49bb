/** An account as partners are told of it. */
export type SharedAccount = {
  did: string;
  handle: string;
  displayName: string | null;
  /** Whether it asks to be shown only to people who are signed in. */
  signedInOnly: boolean;
};

/** By which an account asks not to be shown to people who are signed out. */
const SIGNED_IN_ONLY = "!no-unauthenticated";

/** `labels` is null where none were ever read. */
type Row = { did: string; handle: string; displayName: string | null; labels: string[] | null };

/**
 * What a partner may hear of an account. Nobody is signed in where a partner's server asks: of an account that wants to be
 * shown only to people who are, it hears who it is, and not how it presents itself.
 */
export function shareAccount({ did, handle, displayName, labels }: Row): SharedAccount {
  const signedInOnly = labels?.includes(SIGNED_IN_ONLY) ?? false;
  return { did, handle, displayName: signedInOnly ? null : displayName, signedInOnly };
}
