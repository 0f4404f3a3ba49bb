/**
 * The DID of the person who asks, proven by their session. Only lib/auth.ts makes one: a DID out of a form or a URL does
 * not fit where this is wanted.
 */
export type UserDid = `did:${string}:${string}` & { readonly __proof: "session" };
