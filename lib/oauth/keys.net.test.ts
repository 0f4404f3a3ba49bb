import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from "vitest";
import type { Network } from "../../e2e/network/network";
import { makeSecrets } from "../../scripts/secrets";
import type { Login } from "../../test/authorize";
import { startOwnNetwork } from "../../test/network";

type Secrets = Awaited<ReturnType<typeof makeSecrets>>;

// A public address makes it a confidential client, whose keys the PDS reads there. Servers refuse the hosts of examples.
const PUBLIC_URL = "https://atlast.pebble.social";
const ada: Login = { handle: "ada.bsky.social", password: "find my friends" };
const kept = { ...process.env };
let network: Network;
let documents: Server;
let first: Secrets;
let second: Secrets;

beforeAll(async () => {
  first = await makeSecrets();
  second = await makeSecrets();
  documents = await serveDocuments();
  const { port } = documents.address() as AddressInfo;
  network = await startOwnNetwork({ clientOrigins: { [PUBLIC_URL]: port } });
  await network.createPerson(ada);
});
afterEach(() => vi.resetModules());
afterAll(async () => {
  process.env = kept;
  documents?.close();
  await network?.stop();
});

/** The app as it runs after a start with these settings. */
async function startApp(settings: Record<string, string | undefined>) {
  vi.resetModules();
  Object.assign(process.env, { PUBLIC_URL, ...settings });
  const { withSession, SessionExpired, ...rest } = await import(".");
  const { signIn } = await import("../../test/sign-in");
  const refresh = (did: string) => withSession(did, (session) => session.getTokenInfo(true));
  return { signIn, refresh, SessionExpired, ...rest };
}

/** The settings before a rotation: servers remember published keys for minutes, so the next one is there in advance. */
function initial() {
  return { ...first, OAUTH_PRIVATE_KEYS: list(keyOf(first), keyOf(second)) };
}

function keyOf({ OAUTH_PRIVATE_KEYS = "" }: Secrets): { kid: string; d: string } {
  return JSON.parse(OAUTH_PRIVATE_KEYS)[0];
}

function list(...keys: object[]) {
  return JSON.stringify(keys);
}

test("people sign in with the keys and the description that the app itself publishes", async () => {
  const app = await startApp(initial());
  const { user } = await app.signIn(ada);
  await app.refresh(user);
  expect(await app.clientMetadata()).toMatchObject({
    client_id: `${PUBLIC_URL}/oauth-client-metadata.json`,
    jwks_uri: `${PUBLIC_URL}/oauth/jwks.json`,
    token_endpoint_auth_method: "private_key_jwt",
  });
  const { keys } = await app.publicKeys();
  expect(keys.map(({ kid }) => kid)).toEqual([keyOf(first).kid, keyOf(second).kid]);
  for (const secret of [first, second]) expect(list(...keys)).not.toContain(keyOf(secret).d);
});

describe("a key of the app that makes way for another", () => {
  test("serves the sessions that began with it, and the other the new ones", async () => {
    const { user } = await (await startApp(initial())).signIn(ada);
    const turned = list(keyOf(second), keyOf(first));
    const rotated = await startApp({ ...first, OAUTH_PRIVATE_KEYS: turned });
    await rotated.refresh(user);

    const { user: again } = await rotated.signIn(ada);
    const alone = await startApp({ ...first, OAUTH_PRIVATE_KEYS: list(keyOf(second)) });
    await alone.refresh(again);
  });

  test("asks the person to sign in again once it is removed", async () => {
    const { user } = await (await startApp(initial())).signIn(ada);
    const removed = await startApp({ ...first, OAUTH_PRIVATE_KEYS: list(keyOf(second)) });
    await expect(removed.refresh(user)).rejects.toBeInstanceOf(removed.SessionExpired);
    expect(await removed.grantedScope(user)).toBeNull();
  });
});

describe("an encryption key that makes way for another", () => {
  const newest = () => second.ENCRYPTION_KEYS?.replace(/^.*:/, "k-new:");
  const both = () => `${newest()},${first.ENCRYPTION_KEYS}`;

  test("opens what it closed, and what is written is closed with the other", async () => {
    const { user } = await (await startApp(initial())).signIn(ada);
    await (await startApp({ ...initial(), ENCRYPTION_KEYS: both() })).refresh(user);
    // Refreshed, the tokens need the old key no more.
    await (await startApp({ ...initial(), ENCRYPTION_KEYS: newest() })).refresh(user);
  });

  test("asks the person to sign in again once it is removed, and signing out still works", async () => {
    const { user } = await (await startApp(initial())).signIn(ada);
    const removed = await startApp({ ...initial(), ENCRYPTION_KEYS: newest() });
    await expect(removed.refresh(user)).rejects.toBeInstanceOf(removed.SessionExpired);
    expect(await removed.grantedScope(user)).toBeNull();

    await removed.endSession(user);
    const { db } = await import("@/lib/db");
    expect(await db.oauthSession.count({ where: { did: user } })).toBe(0);
  });
});

/** The two documents of the app, as its routes give them. */
async function serveDocuments() {
  const server = createServer(async (request, response) => {
    const { clientMetadata, publicKeys } = await import(".");
    const isKeys = request.url === "/oauth/jwks.json";
    response.setHeader("content-type", "application/json");
    response.end(JSON.stringify(isKeys ? await publicKeys() : await clientMetadata()));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return server;
}
