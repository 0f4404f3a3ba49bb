import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { Network } from "@/e2e/network/network";
import { db } from "@/lib/db";
import { decide } from "@/lib/decisions";
import type { ActorChange } from "@/lib/directory";
import { compareNames, hearOfActors, matchNewActors } from "@/lib/matching";
import { deleteUpload } from "@/lib/uploads";
import type { UserDid } from "@/lib/users";
import { addUser, bringList, matchLists } from "@/test/bring-list";
import { startOwnNetwork } from "@/test/network";

const never = new AbortController().signal;
const soon = () => new Date(Date.now() + 60_000);
let network: Network;

beforeAll(async () => {
  network = await startOwnNetwork();
});
afterAll(() => network.stop());
beforeEach(async () => {
  await db.user.deleteMany();
  await db.sourceAccount.deleteMany();
  await db.directoryAccount.deleteMany();
  await db.actorCheck.deleteMany();
});

/** Has the app hear of accounts, and look at them as the background work does, until nothing is due. */
async function hear(...changes: ActorChange[]) {
  await network.indexed();
  await db.$transaction((tx) => hearOfActors(tx, changes));
  while ((await compareNames(soon(), never)) || (await matchNewActors(soon(), never)));
}

/** A new account on the network, and what an event tells of it. */
async function join(handle: string, displayName?: string, description?: string) {
  const { did } = await network.createPerson({ handle, profile: { displayName, description } });
  return { did, handle, displayName: displayName ?? null, description: description ?? null };
}

function arrivals(user: UserDid) {
  return db.userMatchStatus
    .findMany({
      where: { userDid: user, arrivedAt: { not: null } },
      select: { match: { select: { atprotoHandle: true, sourceAccount: true } } },
      orderBy: { matchId: "asc" },
    })
    .then((rows) =>
      rows.map(({ match }) => `${match.sourceAccount.originalUsername} is ${match.atprotoHandle}`),
    );
}

function stateOf(user: UserDid, username: string) {
  return db.userSourceFollow
    .findFirstOrThrow({ where: { userDid: user, username }, select: { state: true } })
    .then(({ state }) => state);
}

describe("an account that turns up", () => {
  test("arrives for everybody who waits for its name, and for nobody else", async () => {
    const [ada, bo, cy] = [
      await addUser("ada.test"),
      await addUser("bo.test"),
      await addUser("cy.test"),
    ];
    await bringList(ada, "instagram", ["quillfeather.studio", "nobody.at.all"]);
    await bringList(bo, "tiktok", ["quillfeatherstudio"]);
    await bringList(cy, "tiktok", ["somebody.else.entirely"]);
    await matchLists();
    expect(await stateOf(ada, "quillfeather.studio")).toBe("not_found");

    const event = await join("quillfeatherstudio.bsky.social");
    await hear(event);
    await hear(event, event);
    expect(await arrivals(ada)).toEqual(["quillfeather.studio is quillfeatherstudio.bsky.social"]);
    expect(await arrivals(bo)).toEqual(["quillfeatherstudio is quillfeatherstudio.bsky.social"]);
    expect(await arrivals(cy)).toEqual([]);
    expect(await stateOf(ada, "quillfeather.studio")).toBe("found");
    expect(await db.actorCheck.count()).toBe(0);
  });

  test("arrives by the name that one person's export gives, for that person alone", async () => {
    const [ada, bo] = [await addUser("ada.test"), await addUser("bo.test")];
    await bringList(ada, "instagram", ["xx_rooftopcat_xx Philippa Brackenbury"]);
    await bringList(bo, "instagram", ["xx_rooftopcat_xx"]);
    await matchLists();

    await hear(await join("philippabrackenbury.bsky.social", "Philippa Brackenbury"));
    expect(await arrivals(ada)).toEqual(["xx_rooftopcat_xx is philippabrackenbury.bsky.social"]);
    expect(await arrivals(bo)).toEqual([]);
  });

  test("arrives when its bio names the account elsewhere, whatever its own name is", async () => {
    const ada = await addUser("ada.test");
    await bringList(ada, "instagram", ["glimmerfox_ceramics"]);
    await matchLists();

    const bio = "Pots. instagram.com/glimmerfox_ceramics";
    const event = await join("oda-at-the-kiln.bsky.social", "Oda", bio);
    await hear(event);
    expect(await arrivals(ada)).toEqual(["glimmerfox_ceramics is oda-at-the-kiln.bsky.social"]);
  });

  test("arrives by a name that is only similar", async () => {
    const ada = await addUser("ada.test");
    await bringList(ada, "tiktok", ["marigoldthistlewood"]);
    await matchLists();

    await hear(await join("marigoldthistlwood.bsky.social"));
    expect(await arrivals(ada)).toEqual(["marigoldthistlewood is marigoldthistlwood.bsky.social"]);
  });

  test("arrives when it takes the name later", async () => {
    const ada = await addUser("ada.test");
    await bringList(ada, "tiktok", ["tanglewoodpress"]);
    await matchLists();
    const event = await join("unrelated-beginning.bsky.social");
    await hear(event);
    expect(await arrivals(ada)).toEqual([]);

    await network.renamePerson(event.did, "tanglewoodpress.bsky.social");
    await hear({ did: event.did, handle: "tanglewoodpress.bsky.social" });
    expect(await arrivals(ada)).toEqual(["tanglewoodpress is tanglewoodpress.bsky.social"]);
  });

  test("is nobody's arrival who has dismissed it or deleted the list", async () => {
    const [ada, bo] = [await addUser("ada.test"), await addUser("bo.test")];
    await bringList(ada, "tiktok", ["copperkettlebirds"]);
    const list = await bringList(bo, "tiktok", ["copperkettlebirds"]);
    await matchLists();
    const event = await join("copperkettlebirds.bsky.social");
    await hear(event);
    const match = await db.atprotoMatch.findFirstOrThrow();
    await decide(ada, match.id, "dismiss");
    await db.userMatchStatus.updateMany({ data: { arrivedAt: null } });
    await deleteUpload(bo, list);

    await hear({ ...event, description: "Something new." });
    expect(await arrivals(ada)).toEqual([]);
    expect(await arrivals(bo)).toEqual([]);
    expect(await stateOf(ada, "copperkettlebirds")).toBe("dismissed");
  });

  test("goes out of sight while it is deactivated, and comes back without arriving again", async () => {
    const ada = await addUser("ada.test");
    await bringList(ada, "tiktok", ["velvetmothparade"]);
    await matchLists();
    const event = await join("velvetmothparade.bsky.social");
    await hear(event);
    const first = await db.userMatchStatus.findFirstOrThrow({ where: { userDid: ada } });

    await hear({ did: event.did, isActive: false });
    expect(await stateOf(ada, "velvetmothparade")).toBe("not_found");
    await hear({ did: event.did, isActive: true });
    expect(await stateOf(ada, "velvetmothparade")).toBe("found");
    expect(await db.userMatchStatus.findMany({ where: { userDid: ada } })).toEqual([first]);
  });

  test("waits for the AppView to know it before anybody hears of it", async () => {
    const ada = await addUser("ada.test");
    await bringList(ada, "tiktok", ["hollowreedflutes"]);
    await matchLists();
    await hear({ did: "did:plc:notonthenetworkatall2222", handle: "hollowreedflutes.bsky.social" });
    expect(await arrivals(ada)).toEqual([]);
    expect(await db.atprotoMatch.count()).toBe(0);
    expect(await db.actorCheck.findMany()).toMatchObject([{ step: "profile", attempts: 1 }]);
  });

  test("arrives though the AppView hears of its name an hour late", async () => {
    const [ada, bo] = [await addUser("ada.test"), await addUser("bo.test")];
    await bringList(ada, "tiktok", ["cinderwoodcellos"]);
    await bringList(bo, "tiktok", ["lamplighterloom"]);
    await matchLists();
    const event = await join("lamplighterloom.bsky.social");
    const tryAgain = async (attempts: number) => {
      await db.actorCheck.updateMany({ data: { attempts, dueAt: new Date(0) } });
      await hear();
    };
    const handle = "cinderwoodcellos.bsky.social";
    await hear({ ...event, handle });
    await tryAgain(8);
    expect(await arrivals(bo)).toEqual(["lamplighterloom is lamplighterloom.bsky.social"]);
    expect(await arrivals(ada)).toEqual([]);

    await network.renamePerson(event.did, handle);
    await tryAgain(12);
    expect(await arrivals(ada)).toEqual(["cinderwoodcellos is cinderwoodcellos.bsky.social"]);
    expect(await db.actorCheck.count()).toBe(0);
  });

  test("is heard of by those who waited when somebody else's search finds it", async () => {
    const [ada, bo] = [await addUser("ada.test"), await addUser("bo.test")];
    await bringList(ada, "tiktok", ["saffronlanternhouse"]);
    await matchLists();
    await join("saffronlanternhouse.bsky.social");
    await network.indexed();
    await db.sourceAccount.updateMany({ data: { searchedAt: new Date(0) } });
    await bringList(bo, "tiktok", ["saffronlanternhouse"]);
    await matchLists();
    await hear();
    expect(await arrivals(ada)).toEqual(["saffronlanternhouse is saffronlanternhouse.bsky.social"]);
    expect(await arrivals(bo)).toEqual([]);
  });
});

describe("an account that was heard of before anybody looked for it", () => {
  test("is found by what the directory has of it, as it is now", async () => {
    const bio = "All that I bake: instagram.com/juniper.and.rye";
    const event = await join("somebody-quite-else.bsky.social", "Wilma", bio);
    await hear(event);
    await network.renamePerson(event.did, "wilma-bakes.bsky.social");
    await network.indexed();

    const ada = await addUser("ada.test");
    await bringList(ada, "instagram", ["juniper.and.rye"]);
    await matchLists();
    expect(await stateOf(ada, "juniper.and.rye")).toBe("found");
    const match = await db.atprotoMatch.findFirstOrThrow({ where: { atprotoDid: event.did } });
    expect(match.atprotoHandle).toBe("wilma-bakes.bsky.social");
    expect(await arrivals(ada)).toEqual([]);
  });
});

describe("events out of order", () => {
  test("leave the newest name, bio and activity", async () => {
    const did = "did:plc:outoforder22222222222222";
    const at = (second: number) => new Date(Date.UTC(2026, 0, 1, 0, 0, second));
    await hear(
      { did, handle: "second.bsky.social", at: at(2) },
      { did, displayName: "New", rev: "3kb" },
    );
    await hear(
      { did, handle: "first.bsky.social", at: at(1) },
      { did, displayName: "Old", rev: "3ka" },
    );
    await hear({ did, isActive: true, at: at(4) }, { did, isActive: false, at: at(3) });
    expect(await db.directoryAccount.findUniqueOrThrow({ where: { did } })).toMatchObject({
      handle: "second.bsky.social",
      displayName: "New",
      isActive: true,
    });
  });
});
