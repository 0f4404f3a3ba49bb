import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { Network } from "@/e2e/network/network";
import { db } from "@/lib/db";
import type { UserDid } from "@/lib/users";
import { addUser, bringList, matchLists } from "@/test/bring-list";
import { startOwnNetwork } from "@/test/network";
import { ownApp } from "@/test/repository";
import { lookCloser, readRelations } from ".";

const DAY_MS = 24 * 60 * 60_000;
const ACTIVE = 16;
const FOLLOWS_ME = 8;
const never = new AbortController().signal;
const soon = () => new Date(Date.now() + 20_000);
let network: Network;
let people = 0;

beforeAll(async () => {
  network = await startOwnNetwork();
});
afterAll(() => network.stop());
beforeEach(async () => {
  await db.user.deleteMany();
  await db.sourceAccount.deleteMany();
});

/** A name that nobody else bears, whose bearer is on the network. */
function newName() {
  return `zqx${(++people).toString(36)}wvekrbulm${people}`;
}

async function join(account: Partial<Parameters<Network["createPerson"]>[0]> = {}) {
  const name = newName();
  const { did } = await network.createPerson({
    handle: `${name}.bsky.social`,
    profile: { displayName: name },
    ...account,
  });
  return { name, did };
}

async function look() {
  await network.indexed();
  while ((await lookCloser(soon(), never)) || (await readRelations(soon(), never)));
}

function rowOf(user: UserDid, username: string) {
  return db.userSourceFollow.findFirstOrThrow({
    where: { userDid: user, username },
    include: { bestMatch: true },
  });
}

describe("whoever was found", () => {
  test("is active when they posted lately, and known by their last post", async () => {
    const at = new Date(Date.now() - 2 * DAY_MS).toISOString();
    const active = await join({ posts: [{ text: "Hello", createdAt: at }] });
    const silent = await join();
    const user = await addUser("ada.example");
    await bringList(user, "instagram", [active.name, silent.name]);
    await network.indexed();
    await matchLists();
    await look();

    const row = await rowOf(user, active.name);
    expect(row.traits & ACTIVE).toBe(ACTIVE);
    expect(row.lastActiveAt).not.toBeNull();
    const other = await rowOf(user, silent.name);
    expect(other.traits & ACTIVE).toBe(0);
    expect(other.lastActiveAt).toBeNull();
    // Once is enough.
    expect(await lookCloser(soon(), never)).toBeNull();
  });

  test("is known by the apps whose records their server has", async () => {
    const { name, did } = await join({
      records: [
        {
          collection: "sh.tangled.graph.follow",
          record: { subject: "did:plc:somebody", createdAt: new Date().toISOString() },
        },
      ],
    });
    const user = await addUser("ada.example");
    await bringList(user, "instagram", [name]);
    await network.indexed();
    await matchLists();
    await look();
    const known = await db.actorCollections.findUniqueOrThrow({ where: { did } });
    expect(known.collections).toContain("sh.tangled.graph.follow");
  });
});

describe("how people stand to each other", () => {
  test("shows who follows the person, and suggests nobody whom they block", async () => {
    const login = { handle: `${newName()}.bsky.social`, password: "a long password" };
    const { did: me } = await network.createPerson(login);
    await db.user.create({ data: { did: me, handle: login.handle } });
    const user = me as UserDid;
    const follower = await join({ follows: [login.handle] });
    const blocked = await join();
    const stranger = await join();
    const mine = await ownApp(network.pdsUrl, login);
    await mine.follow(blocked.did, "app.bsky.graph.block");
    await bringList(user, "instagram", [follower.name, blocked.name, stranger.name]);
    await network.indexed();
    await matchLists();
    expect((await rowOf(user, blocked.name)).state).toBe("found");
    await look();

    expect((await rowOf(user, follower.name)).traits & FOLLOWS_ME).toBe(FOLLOWS_ME);
    expect((await rowOf(user, stranger.name)).traits & FOLLOWS_ME).toBe(0);
    expect(await rowOf(user, blocked.name)).toMatchObject({
      state: "not_found",
      bestMatch: null,
      selected: false,
    });
    // Nobody else's lists know of that.
    const other = await addUser("bo.example");
    await bringList(other, "instagram", [follower.name, blocked.name]);
    await matchLists();
    await look();
    expect((await rowOf(other, follower.name)).traits & FOLLOWS_ME).toBe(0);
    expect((await rowOf(other, blocked.name)).state).toBe("found");
  });
});

describe("the lists of a person", () => {
  test("count for each other where they lead to one account, for that person alone", async () => {
    // Two names that go by likeness only: neither settles it by itself.
    const { did } = await network.createPerson({
      handle: "marlenavoskuijlen.bsky.social",
      profile: { displayName: "Marlena" },
    });
    await network.indexed();
    const [ada, bo] = [await addUser("ada.example"), await addUser("bo.example")];
    await bringList(ada, "instagram", ["marlena.voskuijlen"]);
    await bringList(bo, "instagram", ["marlena.voskuijlen"]);
    await matchLists();
    const alone = await rowOf(ada, "marlena.voskuijlen");
    expect(codesOf(alone)).not.toContain("other-lists-agree");

    await bringList(ada, "tiktok", ["marlenavoskuijlen"]);
    await matchLists();
    for (const name of ["marlena.voskuijlen", "marlenavoskuijlen"]) {
      const row = await rowOf(ada, name);
      expect(row.bestMatch?.atprotoDid).toBe(did);
      expect(codesOf(row)).toContain("other-lists-agree");
    }
    expect((await rowOf(ada, "marlena.voskuijlen")).bestScore).toBeGreaterThanOrEqual(
      alone.bestScore,
    );
    expect(codesOf(await rowOf(bo, "marlena.voskuijlen"))).not.toContain("other-lists-agree");
  });
});

function codesOf({ bestMatch }: Awaited<ReturnType<typeof rowOf>>) {
  return ((bestMatch?.evidence ?? []) as { code: string }[]).map(({ code }) => code);
}
