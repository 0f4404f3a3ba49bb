import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { NetworkUnreachable } from "@/lib/atproto";
import { db } from "@/lib/db";
import { finishSignIn, grantedScope, SessionExpired, startSignIn, withSession } from "@/lib/oauth";
import type { Network } from "../../e2e/network/network";
import { authorize, type Login } from "../../test/authorize";
import { cutOff, mend } from "../../test/cut-off";
import { startOwnNetwork } from "../../test/network";
import { signIn } from "../../test/sign-in";
import {
  closeAllSessions,
  closeSession,
  extendSession,
  findSession,
  listSessions,
  openSession,
} from ".";

const ada: Login = { handle: "ada.bsky.social", password: "find my friends" };
const bo: Login = { handle: "bo.bsky.social", password: "find mine too" };
let network: Network;

beforeAll(async () => {
  network = await startOwnNetwork();
  await network.createPerson({ ...ada, profile: { displayName: "Ada" } });
  await network.createPerson({ ...bo, profile: { displayName: "Bo" } });
  await network.indexed();
});
beforeEach(async () => {
  mend();
  await db.user.deleteMany();
  await db.oauthSession.deleteMany();
});
afterAll(() => network?.stop());

test("signing in keeps who the person is, and only a hash of the browser's token", async () => {
  const { user, token } = await signIn(ada);
  expect(await findSession(token)).toMatchObject({
    user: { did: user, handle: ada.handle, displayName: "Ada" },
  });
  const [row] = await db.userSession.findMany();
  expect(row?.sessionId).toMatch(/^[0-9a-f]{64}$/);
  expect(JSON.stringify(row)).not.toContain(token);
});

test("signing in works while the AppView does not answer, with the handle alone", async () => {
  const appview = new URL(network.appviewUrl).origin;
  cutOff(({ origin }) => origin === appview);
  const { token } = await signIn(ada);
  expect((await findSession(token))?.user).toMatchObject({
    handle: ada.handle,
    displayName: null,
  });
});

test("a server that is gone before it has said who signs in leaves no tokens behind", async () => {
  const started = await startSignIn(ada.handle, { returnTo: "/" });
  if (!started.ok) throw new Error(started.problem);
  const back = await authorize(started.url, ada);
  const finished = await finishSignIn(back.searchParams, started.browserToken);
  if (!finished.ok) throw new Error(finished.problem);

  cutOff(({ origin }) => origin === network.pdsUrl);
  await expect(openSession(finished.did, "A test")).rejects.toBeInstanceOf(NetworkUnreachable);
  expect(await db.oauthSession.count()).toBe(0);
  expect(await db.user.count()).toBe(0);
});

describe("signing out", () => {
  test("of one browser leaves the others, and our access, as they are", async () => {
    const { user, token } = await signIn(ada);
    const { token: other } = await openSession(user, "Another browser");
    await closeSession(token);

    expect(await findSession(token)).toBeNull();
    expect(await findSession(other)).not.toBeNull();
    await refresh(user);
  });

  test("of the last browser ends our access, also at the person's server", async () => {
    const { user, token } = await signIn(ada);
    await openExpired(user);
    const copy = await db.oauthSession.findUniqueOrThrow({ where: { did: user } });
    await closeSession(token);
    expect(await db.oauthSession.count()).toBe(0);

    // Even whoever had kept a copy could do nothing with it.
    await db.oauthSession.create({ data: copy });
    await expect(refresh(user)).rejects.toBeInstanceOf(SessionExpired);
  });

  test("everywhere closes every browser, and nobody else's", async () => {
    const { user, token } = await signIn(ada);
    const { token: other } = await openSession(user, "Another browser");
    const somebody = await signIn(bo);
    await closeAllSessions(user);

    expect([await findSession(token), await findSession(other)]).toEqual([null, null]);
    expect(await grantedScope(user)).toBeNull();
    expect(await findSession(somebody.token)).not.toBeNull();
    await refresh(somebody.user);
  });

  test.each([
    ["one browser", (_: string, token: string) => closeSession(token)],
    [
      "everywhere",
      (user: string) => closeAllSessions(user as Parameters<typeof closeAllSessions>[0]),
    ],
  ])("%s works while the person's server is down", async (_, signOut) => {
    const { user, token } = await signIn(ada);
    cutOff(() => true);
    await signOut(user, token);
    expect(await findSession(token)).toBeNull();
    expect(await db.oauthSession.count()).toBe(0);
  });
});

test("a session that was closed is not brought back by a page that extends it", async () => {
  const { token } = await signIn(ada);
  await closeSession(token);
  await extendSession(token, new Date(Date.now() + 60_000));
  expect(await findSession(token)).toBeNull();
});

test("a person's browsers are listed newest first, without what could sign anybody in", async () => {
  const { user, token } = await signIn(ada);
  await openExpired(user);
  await openSession(user, "Another browser");
  await signIn(bo);

  const sessions = await listSessions(user, token);
  expect(sessions.map(({ fingerprint, isThis }) => [fingerprint, isThis])).toEqual([
    ["Another browser", false],
    ["A test", true],
  ]);
  const hashes = (await db.userSession.findMany()).map(({ sessionId }) => sessionId);
  for (const hash of hashes) expect(JSON.stringify(sessions)).not.toContain(hash);
});

function refresh(did: string) {
  return withSession(did, (session) => session.getTokenInfo(true));
}

async function openExpired(did: string) {
  const sessionId = "e".repeat(64);
  const expiresAt = new Date(Date.now() - 1000);
  await db.userSession.create({ data: { sessionId, did, fingerprint: "Long ago", expiresAt } });
}
