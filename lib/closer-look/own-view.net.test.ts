import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import type { Network } from "@/e2e/network/network";
import { db } from "@/lib/db";
import { chooseActor } from "@/lib/decisions";
import type { UserDid } from "@/lib/users";
import { addUser, bringList, matchLists } from "@/test/bring-list";
import { startOwnNetwork } from "@/test/network";
import { ownApp } from "@/test/repository";
import { signIn } from "@/test/sign-in";
import { getOwnViewUse, readRelations, setUsesOwnView } from ".";

const never = new AbortController().signal;
const FOLLOWING = { collections: ["app.bsky.graph.follow"] };
const SEEING = { ...FOLLOWING, ownView: true };
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

/** Somebody on the network, under a name that nobody else bears. */
async function join(account: { follows?: string[] } = {}) {
  const name = `zqxj${(++people).toString(36)}wvekrbulm${people}`;
  const login = { handle: `${name}.bsky.social`, password: "a long password" };
  const { did } = await network.createPerson({
    ...login,
    profile: { displayName: name },
    ...account,
  });
  return { name, did, login };
}

/** Reads anew how the person stands to everybody who was found for them. */
async function readAnew(user: UserDid) {
  await db.actorRelation.updateMany({ where: { userDid: user }, data: { readAt: new Date(0) } });
  await db.user.update({ where: { did: user }, data: { relationsNextAt: new Date() } });
  while (await readRelations(new Date(Date.now() + 20_000), never));
}

function rowOf(user: UserDid, username: string) {
  return db.userSourceFollow.findFirstOrThrow({
    where: { userDid: user, username },
    include: { bestMatch: true },
  });
}

async function codesOf(user: UserDid, username: string) {
  const { bestMatch } = await rowOf(user, username);
  return ((bestMatch?.evidence ?? []) as { code: string }[]).map(({ code }) => code);
}

test("whom a person muted, by itself or by a list, is not suggested to them, and is to others", async () => {
  const me = await join();
  const [muted, onList, other] = [await join(), await join(), await join()];
  const mine = await ownApp(network.pdsUrl, me.login);
  await mine.call("app.bsky.graph.muteActor", { actor: muted.did });
  await muteByList(mine, me.did, onList.did);
  const { user } = await signIn(me.login, SEEING);
  const names = [muted, onList, other].map(({ name }) => name);
  await bringList(user, "instagram", names);
  await network.indexed();
  await matchLists();

  // Not before the person wants that.
  await readAnew(user);
  expect(await getOwnViewUse(user)).toBe("off");
  for (const name of names) expect((await rowOf(user, name)).state).toBe("found");

  await setUsesOwnView(user, true);
  expect(await getOwnViewUse(user)).toBe("on");
  await readAnew(user);
  const unseen = { state: "not_found", bestMatch: null, selected: false };
  expect(await rowOf(user, muted.name)).toMatchObject(unseen);
  expect(await rowOf(user, onList.name)).toMatchObject(unseen);
  expect((await rowOf(user, other.name)).state).toBe("found");

  const somebody = await addUser("bo.example");
  await bringList(somebody, "instagram", names);
  await matchLists();
  expect((await rowOf(somebody, muted.name)).state).toBe("found");

  // Whom they choose by hand, they get.
  const { sourceAccountId } = await rowOf(user, muted.name);
  await chooseActor(user, sourceAccountId, muted.did);
  await readAnew(user);
  expect((await rowOf(user, muted.name)).bestMatch?.atprotoDid).toBe(muted.did);

  // Unmuted elsewhere, suggested again.
  await mine.call("app.bsky.graph.unmuteActor", { actor: muted.did });
  await setUsesOwnView(user, false);
  expect(await getOwnViewUse(user)).toBe("off");
  expect((await rowOf(user, onList.name)).state).toBe("found");
  expect(
    await db.actorRelation.count({ where: { OR: [{ isMuted: true }, { isOwnView: true }] } }),
  ).toBe(0);
});

test("whom people follow whom the person follows counts as surer, for that person alone", async () => {
  const known = await join();
  const friends = [
    await join({ follows: [known.login.handle] }),
    await join({ follows: [known.login.handle] }),
  ];
  const me = await join({ follows: friends.map(({ login }) => login.handle) });
  const { user } = await signIn(me.login, SEEING);
  const somebody = await addUser("bo.example");
  await bringList(user, "instagram", [known.name]);
  await bringList(somebody, "instagram", [known.name]);
  await network.indexed();
  await matchLists();
  const before = await rowOf(user, known.name);

  await setUsesOwnView(user, true);
  // The AppView gives counting them but a moment, and leaves them out if it takes longer.
  while (!(await codesOf(user, known.name)).includes("known-followers")) await readAnew(user);
  const row = await rowOf(user, known.name);
  expect(row.bestMatch?.privateTo).toBe(user);
  expect(row.bestMatch?.evidence).toContainEqual(
    expect.objectContaining({ code: "known-followers", count: 2 }),
  );
  expect(row.bestScore).toBeGreaterThanOrEqual(before.bestScore);
  expect(await codesOf(somebody, known.name)).not.toContain("known-followers");

  // Also after the name was searched for anew, with the display name of another list.
  await db.sourceAccount.updateMany({ data: { searchedAt: null } });
  await bringList(user, "instagram", [`${known.name} ${known.name}`]);
  await matchLists();
  const rows = await db.userSourceFollow.findMany({
    where: { userDid: user },
    orderBy: { displayName: { sort: "asc", nulls: "first" } },
  });
  expect(rows.map(({ state, displayName }) => [state, displayName])).toEqual([
    ["found", null],
    ["found", known.name],
  ]);
  expect(await codesOf(user, known.name)).toContain("known-followers");

  await setUsesOwnView(user, false);
  expect((await rowOf(user, known.name)).state).toBe("found");
  expect(await codesOf(user, known.name)).not.toContain("known-followers");
});

test("without leave to see it, everything else is read as before", async () => {
  const me = await join();
  const follower = await join({ follows: [me.login.handle] });
  const { user } = await signIn(me.login, FOLLOWING);
  await setUsesOwnView(user, true);
  expect(await getOwnViewUse(user)).toBe("refused");
  await bringList(user, "instagram", [follower.name]);
  await network.indexed();
  await matchLists();
  await readAnew(user);
  const [relation, ...others] = await db.actorRelation.findMany({ where: { userDid: user } });
  expect(others).toEqual([]);
  expect(relation).toMatchObject({ did: follower.did, followsMe: true, isOwnView: false });
});

test("leave that their server has taken back changes nothing of what was seen", async () => {
  const me = await join();
  const muted = await join();
  const mine = await ownApp(network.pdsUrl, me.login);
  await mine.call("app.bsky.graph.muteActor", { actor: muted.did });
  const { user } = await signIn(me.login, SEEING);
  await setUsesOwnView(user, true);
  await bringList(user, "instagram", [muted.name]);
  await network.indexed();
  await matchLists();
  await readAnew(user);
  expect((await rowOf(user, muted.name)).state).toBe("not_found");

  await signIn(me.login, FOLLOWING);
  expect(await getOwnViewUse(user)).toBe("refused");
  await readAnew(user);
  expect((await rowOf(user, muted.name)).state).toBe("not_found");
});

type App = Awaited<ReturnType<typeof ownApp>>;

async function muteByList(mine: App, owner: string, subject: string) {
  const createdAt = new Date().toISOString();
  const { uri } = await mine.call("com.atproto.repo.createRecord", {
    repo: owner,
    collection: "app.bsky.graph.list",
    record: {
      $type: "app.bsky.graph.list",
      purpose: "app.bsky.graph.defs#modlist",
      name: "Not these",
      createdAt,
    },
  });
  await mine.call("com.atproto.repo.createRecord", {
    repo: owner,
    collection: "app.bsky.graph.listitem",
    record: { $type: "app.bsky.graph.listitem", list: uri, subject, createdAt },
  });
  await mine.call("app.bsky.graph.muteActorList", { list: uri });
}
