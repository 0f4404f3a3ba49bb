import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { db } from "@/lib/db";
import { SessionExpired, withSession } from "@/lib/oauth";
import { findSession } from "@/lib/users";
import type { Network } from "../../e2e/network/network";
import type { Login } from "../../test/authorize";
import { cutOff, mend } from "../../test/cut-off";
import { startOwnNetwork } from "../../test/network";
import { signIn } from "../../test/sign-in";
import { deleteAccount } from ".";

const ada: Login = { handle: "ada.bsky.social", password: "find my friends" };
let network: Network;

beforeAll(async () => {
  network = await startOwnNetwork();
  await network.createPerson({ ...ada, profile: { displayName: "Ada" } });
  await network.indexed();
});
beforeEach(() => mend());
afterAll(() => network?.stop());

test("whoever had kept a copy of a deleted account's tokens could do nothing with it", async () => {
  const { user, token } = await signIn(ada);
  const copy = await db.oauthSession.findUniqueOrThrow({ where: { did: user } });
  const account = await db.user.findUniqueOrThrow({ where: { did: user } });
  const session = await db.userSession.findFirstOrThrow({ where: { did: user } });
  await deleteAccount(user);
  expect(await findSession(token)).toBeNull();
  expect(await db.oauthSession.count()).toBe(0);

  await db.user.create({ data: { ...account, destinations: {} } });
  await db.userSession.create({ data: session });
  await db.oauthSession.create({ data: copy });
  const refreshed = withSession(user, (session) => session.getTokenInfo(true));
  await expect(refreshed).rejects.toBeInstanceOf(SessionExpired);
});

test("an account is deleted also while the person's server is down", async () => {
  const { user } = await signIn(ada);
  cutOff(() => true);
  await deleteAccount(user);
  expect(await db.user.count({ where: { did: user } })).toBe(0);
  expect(await db.oauthSession.count()).toBe(0);
});
