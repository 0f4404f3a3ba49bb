import {
  buildAtprotoLoopbackClientMetadata,
  JoseKey,
  NodeOAuthClient,
  type NodeOAuthClientOptions,
} from "@atproto/oauth-client-node";
import { fetchOutside } from "@/lib/atproto";
import { withLock } from "@/lib/db";
import { env, isLoopback } from "@/lib/env";
import { declaredScope } from "./scopes";
import { signInAtWork } from "./sign-in-at-work";
import { sessionStore, stateStore } from "./stores";

const CALLBACK_PATH = "/oauth/callback";
const METADATA_PATH = "/oauth-client-metadata.json";
const KEYS_PATH = "/oauth/jwks.json";

let client: Promise<NodeOAuthClient> | undefined;

/** The one OAuth client of this process. */
export function oauthClient(): Promise<NodeOAuthClient> {
  client ??= createClient();
  return client;
}

/** The client metadata document, as authorization servers read it. */
export async function clientMetadata() {
  return (await oauthClient()).clientMetadata;
}

/** The public halves of our keys (JWKS). */
export async function publicKeys() {
  return (await oauthClient()).jwks;
}

async function createClient() {
  const { ATPROTO_PLC_URL, ATPROTO_HANDLE_RESOLVER_URL, OAUTH_PRIVATE_KEYS = [] } = env();
  // A directory without TLS is one on this machine: the network of the demo and the tests.
  const isLocalNetwork = ATPROTO_PLC_URL.startsWith("http:");

  return new NodeOAuthClient({
    clientMetadata: buildMetadata(),
    keyset: await Promise.all(
      OAUTH_PRIVATE_KEYS.map((key) => JoseKey.fromImportable(JSON.stringify(key))),
    ),
    stateStore,
    sessionStore,
    // Held while a token is refreshed, in whatever process: a refresh token used twice ends the session.
    requestLock: (name, work) =>
      withLock(name, () => signInAtWork.run({ ...signInAtWork.getStore() }, work)),
    plcDirectoryUrl: ATPROTO_PLC_URL,
    handleResolver: ATPROTO_HANDLE_RESOLVER_URL,
    allowHttp: isLocalNetwork,
    // A typed handle decides which servers we ask.
    fetch: fetchOutside,
  });
}

/** On one's own machine a loopback client without a key; in public a confidential client. */
function buildMetadata(): NodeOAuthClientOptions["clientMetadata"] {
  const origin = env().PUBLIC_URL;
  const redirectUri = `${origin}${CALLBACK_PATH}` as const;
  if (isLoopback(origin)) {
    return buildAtprotoLoopbackClientMetadata({
      scope: declaredScope(),
      redirect_uris: [redirectUri as `http://127.0.0.1${string}`],
    });
  }
  return {
    client_id: `${origin}${METADATA_PATH}` as `https://${string}`,
    client_name: "ATlast",
    client_uri: origin as `https://${string}`,
    redirect_uris: [redirectUri as `https://${string}`],
    scope: declaredScope(),
    grant_types: ["authorization_code", "refresh_token"],
    response_types: ["code"],
    application_type: "web",
    token_endpoint_auth_method: "private_key_jwt",
    token_endpoint_auth_signing_alg: "ES256",
    dpop_bound_access_tokens: true,
    jwks_uri: `${origin}${KEYS_PATH}` as `https://${string}`,
  };
}
