import { ScopePermissionsTransition } from "@atproto/oauth-scopes";
import { apps, listCollections } from "@/lib/apps";

/** Everything that ATlast ever asks to write, in the order in which it is asked for. */
const COLLECTIONS = [
  ...new Set([...apps.map(({ collection }) => collection), ...Object.values(listCollections)]),
];

/** What a sign-in asks for: following in the usual app. The rest is asked for when it is first needed. */
export const SIGN_IN_COLLECTIONS: readonly string[] = [apps[0].collection];

/** For servers that know no granular scopes: asked for only after one has granted less than following needs. */
export const FALLBACK_SCOPE = "atproto transition:generic";

/** The largest scope that any sign-in asks for, which the client metadata must declare, word for word. */
export const DECLARED_SCOPE = `${scopeFor(COLLECTIONS)} transition:generic`;

/** The scope that writing and removing records of these collections needs. */
export function scopeFor(collections: readonly string[]): string {
  // One word for each: a server compares them with the declared ones as they are.
  const writes = COLLECTIONS.filter((collection) => collections.includes(collection)).map(
    (collection) => `repo:${collection}?action=create&action=delete`,
  );
  return ["atproto", ...writes].join(" ");
}

/**
 * Whether a granted scope lets us write and remove records of all these collections. A server may grant less than it was
 * asked for.
 */
export function mayWrite(scope: string, collections: readonly string[]): boolean {
  const permissions = new ScopePermissionsTransition(scope);
  return collections.every((collection) =>
    (["create", "delete"] as const).every((action) =>
      permissions.allowsRepo({ collection, action }),
    ),
  );
}

/** Which of our collections a granted scope lets us write. */
export function collectionsIn(scope: string): string[] {
  return COLLECTIONS.filter((collection) => mayWrite(scope, [collection]));
}
