import { beforeEach, expect, test } from "vitest";
import { db } from "@/lib/db";
import type { UserDid } from "@/lib/users";
import { bringList, createUser } from "@/test/lists";
import { settleActors } from "../settle";
import { arrive } from "./arrive";

const actor = { did: "did:plc:zorvanelli", handle: "zorvanelli.bsky.social", labels: [] };
let user: UserDid;
let accountId: bigint;

beforeEach(async () => {
  await db.user.deleteMany();
  await db.atprotoMatch.deleteMany();
  user = await createUser();
  const list = await bringList(user, ["zorvanelli"]);
  accountId = list.idOf("zorvanelli");
  await db.userSourceFollow.updateMany({ data: { state: "not_found" } });
});

const arrivals = () => db.userMatchStatus.count({ where: { arrivedAt: { not: null } } });

test("who waits is told although the process dies between the match and them, and another settles their row", async () => {
  // What a process does that dies there.
  await db.$executeRaw`
    CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE 'refused'; END $$`;
  await db.$executeRaw`
    CREATE TRIGGER refusing BEFORE UPDATE ON user_source_follows EXECUTE FUNCTION refuse()`;
  await expect(arrive(actor, [accountId])).rejects.toThrow("refused");
  await db.$executeRaw`DROP TRIGGER refusing ON user_source_follows`;
  expect(await db.atprotoMatch.count()).toBe(1);

  await db.$transaction((tx) => settleActors(tx, user, [actor.did]));
  expect(await db.userSourceFollow.findFirst()).toMatchObject({ state: "found" });
  expect(await arrivals()).toBe(0);

  expect(await arrive(actor, [accountId])).toBe(1);
  expect(await arrivals()).toBe(1);
  expect(await arrive(actor, [accountId])).toBe(0);
  expect(await db.userMatchStatus.findMany()).toMatchObject([{ awaitedAt: null }]);
});

test("nothing is written down of somebody who waits and is not to hear of the account", async () => {
  await db.actorRelation.create({
    data: { userDid: user, did: actor.did, followsMe: false, isBlocked: true },
  });
  expect(await arrive(actor, [accountId])).toBe(0);
  expect(await db.userSourceFollow.findFirst()).toMatchObject({ state: "not_found" });
  expect(await db.userMatchStatus.count()).toBe(0);
});
