import { ScopePermissionsTransition } from "@atproto/oauth-scopes";
import { apps, listCollections } from "@/lib/apps";
import { env } from "@/lib/env";

/** Everything that ATlast ever asks to write, in the order in which it is asked for. */
const COLLECTIONS = [
  ...new Set([...apps.map(({ collection }) => collection), ...Object.values(listCollections)]),
];

/** What a person lets us do at their server. */
export type Leave = {
  /** Collections whose records we may write and remove. */
  collections: readonly string[];
  /** Whether we may see accounts as the person's own account does. */
  ownView?: boolean;
};

/** What a sign-in asks for: following in the usual app. The rest is asked for when it is first needed. */
export const SIGN_IN_LEAVE: Leave = { collections: [apps[0].collection] };

const VIEW_METHOD = "app.bsky.actor.getProfiles";

/** For servers that know no granular scopes: asked for only after one has granted less than following needs. */
export const FALLBACK_SCOPE = "atproto transition:generic";

/** The largest scope that any sign-in asks for, which the client metadata must declare, word for word. */
export function declaredScope(): string {
  return `${scopeFor({ collections: COLLECTIONS, ownView: true })} transition:generic`;
}

/** The scope that such a leave needs. */
export function scopeFor({ collections, ownView = false }: Leave): string {
  // One word for each: a server compares them with the declared ones as they are.
  const writes = COLLECTIONS.filter((collection) => collections.includes(collection)).map(
    (collection) => `repo:${collection}?action=create&action=delete`,
  );
  return ["atproto", ...writes, ...(ownView ? [`rpc:${VIEW_METHOD}?aud=${audience()}`] : [])].join(
    " ",
  );
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

/** All that a granted scope lets us do. */
export function leaveIn(scope: string): Leave {
  return {
    collections: COLLECTIONS.filter((collection) => mayWrite(scope, [collection])),
    ownView: new ScopePermissionsTransition(scope).allowsRpc({
      lxm: VIEW_METHOD,
      aud: audience(),
    }),
  };
}

/** The AppView that a person's server asks in their name. */
function audience() {
  return `${env().ATPROTO_APPVIEW_DID}#bsky_appview` as const;
}
