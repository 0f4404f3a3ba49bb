import { ScopePermissionsTransition } from "@atproto/oauth-scopes";
import { type App, apps } from "@/lib/apps";

const follows = apps.map(({ collection }) => `collection=${collection}`).join("&");

/** What following, and undoing it, needs. Search and profiles are read without the person's session. */
export const SIGN_IN_SCOPE = `atproto repo?${follows}&action=create&action=delete`;

/** For servers that know no granular scopes: asked for only after one has granted less than following needs. */
export const FALLBACK_SCOPE = "atproto transition:generic";

/** The largest scope that any sign-in asks for, which the client metadata must declare. */
export const DECLARED_SCOPE = `${SIGN_IN_SCOPE} transition:generic`;

/** Whether a granted scope lets us write and remove follows in this app. A server may grant less than it was asked for. */
export function mayFollow(scope: string, app: App): boolean {
  const permissions = new ScopePermissionsTransition(scope);
  return (["create", "delete"] as const).every((action) =>
    permissions.allowsRepo({ collection: app.collection, action }),
  );
}
