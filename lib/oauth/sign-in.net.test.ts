import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { findApp } from "@/lib/apps";
import { db } from "@/lib/db";
import { hashToken } from "@/lib/secrets";
import type { Network } from "../../e2e/network/network";
import { authorize, deny, type Login } from "../../test/authorize";
import { startOwnNetwork } from "../../test/network";
import { signIn } from "../../test/sign-in";
import { finishSignIn, grantedScope, mayWrite, startSignIn } from ".";
import { peekState, sessionStore } from "./stores";

const ada: Login = { handle: "ada.bsky.social", password: "find my friends" };
const bo: Login = { handle: "bo.bsky.social", password: "find mine too" };
let network: Network;

beforeAll(async () => {
  network = await startOwnNetwork();
  for (const account of [ada, bo]) await network.createPerson(account);
});
afterAll(() => network?.stop());

async function start(typed: string) {
  const started = await startSignIn(typed, { returnTo: "/uploads/new?from=here" });
  if (!started.ok) throw new Error(started.problem);
  return started;
}

describe("the handle", () => {
  test.each([
    ["plain", "ada.bsky.social"],
    ["with an at sign", "@ada.bsky.social"],
    ["in capitals and with spaces around it", "  Ada.BSKY.Social "],
    ["copied with marks that nobody sees", "\u202A@ada.bsky\u200B.social\u2069\u00A0"],
  ])("%s signs its person in", async (_, typed) => {
    const { url, browserToken } = await start(typed);
    expect(new URL(url).origin).toBe(network.pdsUrl);
    const { searchParams } = await authorize(url, ada);
    const did = await didOf(ada);
    expect(await finishSignIn(searchParams, browserToken)).toMatchObject({ ok: true, did });
  });

  test("may be a DID", async () => {
    const { did } = await network.createPerson({ handle: "cy.bsky.social", password: "x y z" });
    const { url, browserToken } = await start(did);
    const back = await authorize(url, { handle: "cy.bsky.social", password: "x y z" });
    expect(await finishSignIn(back.searchParams, browserToken)).toMatchObject({ ok: true, did });
  });

  test.each([
    ["", "handle-malformed"],
    ["ada", "handle-malformed"],
    ["ada@bsky.social", "handle-malformed"],
    ["https://bsky.app/profile/ada.bsky.social", "handle-malformed"],
    ["did:plc:short", "handle-malformed"],
    ["http://localhost", "handle-malformed"],
    ["nobody.bsky.social", "handle-unknown"],
    ["did:plc:aaaaaaaaaaaaaaaaaaaaaaaa", "handle-unknown"],
    ["https://localhost:1", "server-unreachable"],
  ])("%j begins no sign-in: %s", async (typed, problem) => {
    const before = await db.oauthState.count();
    expect(await startSignIn(typed, { returnTo: "/" })).toEqual({ ok: false, problem });
    expect(await db.oauthState.count()).toBe(before);
  });
});

describe("the way back", () => {
  test("signs the person in, with the page that they came from", async () => {
    const { url, browserToken } = await start(ada.handle);
    const back = await authorize(url, ada);
    const finished = await finishSignIn(back.searchParams, browserToken);

    expect(finished).toMatchObject({ ok: true, returnTo: "/uploads/new?from=here" });
    const scope = finished.ok ? finished.scope : "";
    const apps = ["bluesky", "spark"].map((id) => findApp(id)?.collection ?? "");
    // The usual app; others when they are first needed.
    expect(apps.map((collection) => mayWrite(scope, [collection]))).toEqual([true, false]);
  });

  test("works once, also for two requests at the same moment", async () => {
    const { url, browserToken } = await start(ada.handle);
    const back = await authorize(url, ada);
    const answers = await Promise.all([
      finishSignIn(back.searchParams, browserToken),
      finishSignIn(back.searchParams, browserToken),
    ]);
    answers.push(await finishSignIn(back.searchParams, browserToken));

    expect(answers.filter(({ ok }) => ok)).toHaveLength(1);
    const problems = answers.flatMap((answer) => (answer.ok ? [] : [answer.problem]));
    expect(problems).toEqual(["used-or-expired", "used-or-expired"]);
  });

  test.each([
    ["without the token", undefined],
    ["with the token of another sign-in", "another"],
  ])("in another browser, %s, brings no tokens here", async (_, given) => {
    const { url } = await start(bo.handle);
    const other = given && (await start(ada.handle)).browserToken;
    const finished = await finishSignIn((await authorize(url, bo)).searchParams, other);

    expect(finished).toEqual({ ok: false, problem: "other-browser" });
    expect(await sessionStore.get(await didOf(bo))).toBeUndefined();
  });

  test("after a no says so, and the sign-in is over", async () => {
    const { url, browserToken } = await start(ada.handle);
    const back = await deny(url);
    const params = back.searchParams;
    expect(await finishSignIn(params, browserToken)).toEqual({
      ok: false,
      problem: "denied",
      returnTo: "/uploads/new?from=here",
    });
    expect(await peekState(params.get("state") ?? "")).toBeUndefined();
  });

  test("an hour later is too late, whether or not anything was swept", async () => {
    const { url, browserToken } = await start(ada.handle);
    const back = await authorize(url, ada);
    await db.oauthState.updateMany({ data: { createdAt: new Date(Date.now() - 61 * 60_000) } });
    expect(await finishSignIn(back.searchParams, browserToken)).toEqual({
      ok: false,
      problem: "used-or-expired",
    });
  });

  test("with a code or an issuer that is not the server's signs nobody in", async () => {
    for (const [name, value] of [
      ["code", "cod-0000000000000000000000000000000000000000000000000000000000000000"],
      ["iss", "https://elsewhere.example"],
    ] as const) {
      const { url, browserToken } = await start(bo.handle);
      const { searchParams } = await authorize(url, bo);
      searchParams.set(name, value);
      expect(await finishSignIn(searchParams, browserToken)).toEqual({
        ok: false,
        problem: "server-refused",
        returnTo: "/uploads/new?from=here",
      });
    }
    expect(await grantedScope(await didOf(bo))).toBeNull();
  });

  test("with less than was asked for is noticed: nothing can be followed", async () => {
    const { url, browserToken } = await start(bo.handle);
    const back = await authorize(url, bo, { scope: "atproto" });
    const finished = await finishSignIn(back.searchParams, browserToken);

    expect(finished).toMatchObject({ ok: true, scope: "atproto" });
    expect(mayWrite("atproto", ["app.bsky.graph.follow"])).toBe(false);
    expect(await grantedScope(await didOf(bo))).toBe("atproto");
  });
});

test("no secret of a sign-in stands in the database in clear, in whatever column", async () => {
  const started = await start(ada.handle);
  const back = await authorize(started.url, ada);
  const state = await peekState(back.searchParams.get("state") ?? "");
  const duringSignIn = [state?.verifier, privatePart(state?.dpopJwk), started.browserToken];
  expect(await findInDatabase(duringSignIn)).toEqual([]);

  await finishSignIn(back.searchParams, started.browserToken);
  const { user, token } = await signIn(ada);
  const session = await sessionStore.get(user);
  const afterwards = [
    privatePart(session?.dpopJwk),
    session?.tokenSet.access_token,
    session?.tokenSet.refresh_token,
    back.searchParams.get("code"),
    token,
  ];
  expect(await findInDatabase(afterwards)).toEqual([]);
  // What is there is found, so what is not found is not there.
  expect(await findInDatabase([user, hashToken(token)])).toHaveLength(2);
});

async function didOf({ handle }: Login) {
  const query = new URLSearchParams({ handle });
  const url = `${network.pdsUrl}/xrpc/com.atproto.identity.resolveHandle?${query}`;
  return ((await (await fetch(url)).json()) as { did: string }).did;
}

function privatePart(jwk: object | undefined) {
  return (jwk as { d?: string } | undefined)?.d;
}

/** Which of these texts are in any row of any table, also as bytes. */
async function findInDatabase(secrets: (string | null | undefined)[]) {
  const tables = await db.$queryRaw<{ name: string }[]>`
    SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public'`;
  expect(tables.length).toBeGreaterThan(10);
  const rows: string[] = [];
  for (const { name } of tables) {
    const found = await db.$queryRawUnsafe<{ row: Record<string, unknown> }[]>(
      `SELECT to_jsonb(t) AS row FROM "${name}" AS t`,
    );
    rows.push(...found.flatMap(({ row }) => Object.values(row).map(String)));
  }
  return secrets.filter((secret) => {
    if (!secret) throw new Error("There is no secret to look for.");
    const hex = Buffer.from(secret).toString("hex");
    return rows.some((text) => text.includes(secret) || text.includes(hex));
  });
}
