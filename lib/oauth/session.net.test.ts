import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { readHandle } from "@/lib/atproto";
import { db } from "@/lib/db";
import type { Network } from "../../e2e/network/network";
import type { Login } from "../../test/authorize";
import { cutOff, mend } from "../../test/cut-off";
import { startOwnNetwork } from "../../test/network";
import { signIn } from "../../test/sign-in";
import { endSession, SessionExpired, withSession } from ".";
import { sessionStore } from "./stores";

const ada: Login = { handle: "ada.bsky.social", password: "find my friends" };
let network: Network;
let user: string;

beforeAll(async () => {
  network = await startOwnNetwork();
  await network.createPerson(ada);
});
beforeEach(async () => {
  mend();
  ({ user } = await signIn(ada));
});
afterAll(() => network?.stop());

const refresh = () => withSession(user, (session) => session.getTokenInfo(true));
const tokens = async () => (await sessionStore.get(user))?.tokenSet;

test("three processes that refresh at the same time, fifteen times each, lose nothing", async () => {
  const before = await tokens();
  const script = `
    import { withSession } from "${fileURLToPath(new URL("./index.ts", import.meta.url))}";
    for (let time = 0; time < 15; time++)
      await withSession(${JSON.stringify(user)}, (session) => session.getTokenInfo(true));
    process.exit(0);`;
  const node = [
    "--conditions=react-server",
    "--import",
    "tsx",
    "--input-type=module",
    "-e",
    script,
  ];
  await Promise.all(
    Array.from({ length: 3 }, () =>
      promisify(execFile)(process.execPath, node, { env: process.env }),
    ),
  );

  expect((await tokens())?.refresh_token).not.toBe(before?.refresh_token);
  expect(await withSession(user, readHandle)).toBe(ada.handle);
  await refresh();
});

test.each([
  ["its server is down", (url: URL) => url.origin === network.pdsUrl],
  ["the directory is down", (url: URL) => url.origin === network.plcUrl],
  ["the connection breaks as the tokens are asked for", isTokenRequest],
])("a session outlives a refresh while %s", async (_, isMeant) => {
  const before = await tokens();
  cutOff(isMeant);
  await expect(refresh()).rejects.not.toBeInstanceOf(SessionExpired);
  expect(await tokens()).toEqual(before);

  mend();
  await refresh();
  expect((await tokens())?.refresh_token).not.toBe(before?.refresh_token);
});

test.each([429, 500, 502, 503])(
  "a session outlives a refresh that is answered by %d",
  async (status) => {
    const before = await tokens();
    cutOff(isTokenRequest, async () => Response.json({ error: "server_error" }, { status }));
    await expect(refresh()).rejects.not.toBeInstanceOf(SessionExpired);
    expect(await tokens()).toEqual(before);
  },
);

test("tokens that their server has revoked end the session at the next refresh", async () => {
  await revokeElsewhere();
  await expect(refresh()).rejects.toBeInstanceOf(SessionExpired);
  expect(await db.oauthSession.count()).toBe(0);
  await expect(withSession(user, readHandle)).rejects.toBeInstanceOf(SessionExpired);
});

test("signing in anew while work goes on ends the work and keeps the new tokens", async () => {
  const [begun, signedIn] = [gate(), gate()];
  const work = withSession(user, async (session) => {
    begun.open();
    await signedIn.passed;
    return readHandle(session);
  });
  await begun.passed;
  await signIn(ada);
  const newest = await tokens();
  signedIn.open();

  await expect(work).rejects.not.toBeInstanceOf(SessionExpired);
  expect(await tokens()).toEqual(newest);
  expect(await withSession(user, readHandle)).toBe(ada.handle);
});

describe.each([
  ["before their server has heard of it", true],
  ["after their server has refreshed them", false],
])("while a refresh of the tokens is under way, %s", (_, isBefore) => {
  /** Does something in the middle of a refresh, which may have to wait for its end. */
  async function duringRefresh(work: () => Promise<unknown>) {
    const [begun, done] = [gate(), gate()];
    cutOff(isTokenRequest, async (passOn) => {
      const early = isBefore ? undefined : await passOn();
      mend();
      begun.open();
      await done.passed;
      return early ?? passOn();
    });
    const refreshing = refresh().catch(() => {});
    await begun.passed;
    const working = work();
    await vi.waitFor(isSomebodyWaiting, { timeout: 50_000 });
    done.open();
    await Promise.all([refreshing, working]);
  }

  test("signing in anew keeps the new tokens", async () => {
    await duringRefresh(() => signIn(ada));
    expect(await withSession(user, readHandle)).toBe(ada.handle);
    await refresh();
  });

  test("signing out leaves no tokens", async () => {
    await duringRefresh(() => endSession(user));
    expect(await db.oauthSession.count()).toBe(0);
  });
});

async function isSomebodyWaiting() {
  const waiting = await db.$queryRaw<unknown[]>`
    SELECT FROM pg_locks JOIN pg_database AS base ON base.oid = database
    WHERE base.datname = current_database() AND locktype = 'advisory' AND NOT granted`;
  expect(waiting.length).toBeGreaterThan(0);
}

function gate() {
  const { promise: passed, resolve: open } = Promise.withResolvers<void>();
  return { passed, open };
}

function isTokenRequest({ pathname }: URL) {
  return pathname === "/oauth/token";
}

/** As the person would on a page of their server, of which we hear nothing. */
async function revokeElsewhere() {
  const token = (await tokens())?.refresh_token ?? "";
  await withSession(user, (session) => session.server.revoke(token));
}
