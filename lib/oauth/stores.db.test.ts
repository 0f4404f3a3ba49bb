import { expect, test } from "vitest";
import { db } from "@/lib/db";
import { signInAtWork } from "./sign-in-at-work";
import { sessionStore } from "./stores";

type Saved = Parameters<typeof sessionStore.set>[1];

const DID = "did:plc:aaaaaaaaaaaaaaaaaaaaaaaa";
const saved = (key: string, token: string) =>
  ({ dpopJwk: { kty: "EC", x: key }, tokenSet: { access_token: token } }) as unknown as Saved;
const token = async () => (await sessionStore.get(DID))?.tokenSet.access_token;

test("work with the tokens of one sign-in sees and changes no other's", async () => {
  await sessionStore.set(DID, saved("first", "1"));
  await signInAtWork.run({}, async () => {
    expect(await token()).toBe("1");
    await sessionStore.set(DID, saved("first", "1, refreshed"));
    expect(await token()).toBe("1, refreshed");

    await signInAtWork.exit(() => sessionStore.set(DID, saved("second", "2")));
    expect(await token()).toBeUndefined();
    await sessionStore.set(DID, saved("first", "1, refreshed late"));
    await sessionStore.del(DID);
  });
  expect(await token()).toBe("2");
});

test("work that ends after a sign-out brings no tokens back", async () => {
  await sessionStore.set(DID, saved("third", "3"));
  await signInAtWork.run({}, async () => {
    await sessionStore.get(DID);
    await signInAtWork.exit(() => sessionStore.del(DID));
    await sessionStore.set(DID, saved("third", "3, refreshed"));
  });
  expect(await db.oauthSession.count()).toBe(0);
});

test("tokens that were moved to another person's row do not open there", async () => {
  await sessionStore.set(DID, saved("fourth", "4"));
  const row = await db.oauthSession.findUniqueOrThrow({ where: { did: DID } });
  const other = "did:plc:bbbbbbbbbbbbbbbbbbbbbbbb";
  await db.oauthSession.create({ data: { ...row, did: other } });
  expect(await sessionStore.get(other)).toBeUndefined();
});
