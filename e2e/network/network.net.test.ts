import { readdir } from "node:fs/promises";
import { type AddressInfo, createServer } from "node:net";
import { tmpdir } from "node:os";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Did, type Network, startNetwork } from "./network";
import { demoUser, worldOf } from "./people";
import { seedWorld } from "./seed";
import { createDatabase, schemasOf } from "./test-database";

type Profile = {
  did: Did;
  handle: string;
  displayName?: string;
  description?: string;
  avatar?: string;
  followersCount: number;
  followsCount: number;
  postsCount: number;
  labels: { src: string; val: string }[];
};

const world = worldOf({ people: 40, lookAlikes: 12 });
const everybody = [world.user, ...world.people];
let network: Network;
let dids: Map<string, Did>;
let databaseUrl: string;

beforeAll(async () => {
  databaseUrl = await createDatabase("practice_network");
  network = await startNetwork({ databaseUrl, rateLimits: true });
  dids = await seedWorld(network, world);
});
afterAll(() => network?.stop());

async function get<Answer>(base: string, nsid: string, query: Record<string, string | string[]>) {
  const parameters = Object.entries(query).flatMap(([name, values]) =>
    [values].flat().map((value) => [name, value] as [string, string]),
  );
  const response = await fetch(`${base}/xrpc/${nsid}?${new URLSearchParams(parameters)}`);
  const answer = (await response.json()) as Answer;
  expect(response.status, `${nsid} ${JSON.stringify(answer)}`).toBe(200);
  return answer;
}

async function signIn() {
  const response = await fetch(`${network.pdsUrl}/xrpc/com.atproto.server.createSession`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ identifier: demoUser.handle, password: demoUser.password }),
  });
  return (await response.json()) as { did: string; accessJwt: string };
}

async function profilesOf(handles: string[]) {
  const found: Profile[] = [];
  for (let start = 0; start < handles.length; start += 25) {
    const actors = handles.slice(start, start + 25);
    const { profiles } = await get<{ profiles: Profile[] }>(
      network.appviewUrl,
      "app.bsky.actor.getProfiles",
      { actors },
    );
    found.push(...profiles);
  }
  return found;
}

async function search(q: string, method = "searchActors") {
  const answer = await get<{ actors: Profile[] }>(network.appviewUrl, `app.bsky.actor.${method}`, {
    q,
  });
  return answer.actors.map(({ handle }) => handle);
}

describe("the AppView", () => {
  test("has the profile of everybody, found by handle", async () => {
    const profiles = await profilesOf(everybody.map(({ handle }) => handle));
    expect(
      profiles.map(({ handle, did, displayName, description }) => ({
        handle,
        did,
        displayName,
        description,
      })),
    ).toEqual(
      everybody.map(({ handle, profile }) => ({
        handle,
        did: dids.get(handle),
        // An empty name or bio is one that is not there.
        displayName: profile ? (profile.displayName ?? "") : undefined,
        description: profile?.bio,
      })),
    );
  });

  test("finds everybody in a search for the handle, first", async () => {
    for (const { handle } of everybody) expect((await search(handle))[0]).toBe(handle);
  });

  test.each([
    ["a word of the display name", "水沢はるか", "harukamizusawa.bsky.social"],
    ["several words of the display name", "juniper hale", "juniperhale.band"],
    ["a name that only the bio has", "mud.and.feathers", "estuarynotes.bsky.social"],
    ["a word of a handle", "kelder tides", "tides-kelder.pebble.social"],
  ])("finds somebody by %s", async (_, query, handle) => {
    expect(await search(query)).toContain(handle);
  });

  test("finds by the beginning of a word only as somebody types", async () => {
    expect(await search("museumoflost")).toEqual([]);
    expect(await search("museumoflost", "searchActorsTypeahead")).toEqual([
      "museumoflostumbrellas.org",
    ]);
  });

  test("pages through what it finds", async () => {
    const page = (cursor: string) =>
      get<{ actors: Profile[]; cursor?: string }>(
        network.appviewUrl,
        "app.bsky.actor.searchActors",
        {
          q: "saltmarsh",
          limit: "2",
          ...(cursor && { cursor }),
        },
      );
    const first = await page("");
    const second = await page(first.cursor ?? "none");
    expect(new Set([...first.actors, ...second.actors].map(({ did }) => did)).size).toBe(4);
  });

  test("counts followers, follows and posts", async () => {
    const profiles = await profilesOf(everybody.map(({ handle }) => handle));
    const user = profiles.find(({ handle }) => handle === demoUser.handle);
    expect(user?.followsCount).toBe(world.userFollows.length);
    const total = (count: (profile: Profile) => number) =>
      profiles.reduce((sum, profile) => sum + count(profile), 0);
    expect(total(({ postsCount }) => postsCount)).toBe(
      everybody.flatMap(({ posts }) => posts).length,
    );
    expect(total(({ followersCount }) => followersCount)).toBe(
      total(({ followsCount }) => followsCount),
    );
    expect(new Set(profiles.map(({ followersCount }) => followersCount)).size).toBeGreaterThan(5);
  });

  test("shows the labels of the moderation account and those that accounts put on themselves", async () => {
    const profiles = await profilesOf(everybody.map(({ handle }) => handle));
    const shown = profiles.flatMap(({ handle, did, labels }) =>
      labels.map(({ src, val }) => ({ handle, val, by: src === did ? "itself" : src })),
    );
    const expected = everybody.flatMap(({ handle, labels = [], profile }) => [
      ...labels.map((val) => ({ handle, val, by: network.moderationDid as string })),
      ...(profile?.selfLabels ?? []).map((val) => ({ handle, val, by: "itself" })),
    ]);
    expect(shown).toEqual(expected);
    expect(new Set(shown.map(({ val }) => val))).toEqual(new Set(["bot", "impersonation", "spam"]));
  });

  test("serves the avatars at the addresses that it gives", async () => {
    const profiles = await profilesOf(everybody.map(({ handle }) => handle));
    const withAvatar = everybody
      .filter(({ profile }) => profile?.avatar)
      .map(({ handle }) => handle);
    expect(profiles.filter(({ avatar }) => avatar).map(({ handle }) => handle)).toEqual(withAvatar);
    for (const { avatar } of profiles.filter((profile) => profile.avatar).slice(0, 3)) {
      const response = await fetch(avatar as string);
      expect(response.headers.get("content-type")).toBe("image/webp");
      expect((await response.arrayBuffer()).byteLength).toBeGreaterThan(1000);
    }
  });
});

describe("the PDS", () => {
  test("resolves every handle, of whatever domain", async () => {
    for (const [handle, did] of dids) {
      const nsid = "com.atproto.identity.resolveHandle";
      expect(await get(network.pdsUrl, nsid, { handle })).toEqual({ did });
    }
  });

  test("gives a profile record of everybody who has one, and of nobody else", async () => {
    for (const { handle, profile } of everybody) {
      const { records } = await get<{ records: { value: { displayName?: string } }[] }>(
        network.pdsUrl,
        "com.atproto.repo.listRecords",
        { repo: dids.get(handle) ?? "", collection: "app.bsky.actor.profile" },
      );
      expect(records.map(({ value }) => value.displayName)).toEqual(
        profile ? [profile.displayName] : [],
      );
    }
  });

  test("passes a signed-in user's questions on to the AppView, in the user's name", async () => {
    const session = await signIn();
    const [handle = ""] = world.userFollows;
    const response = await fetch(
      `${network.pdsUrl}/xrpc/app.bsky.actor.getProfile?${new URLSearchParams({ actor: handle })}`,
      { headers: { authorization: `Bearer ${session.accessJwt}` } },
    );
    const { viewer } = (await response.json()) as { viewer: { following?: string } };
    expect(viewer.following).toContain(`at://${session.did}/app.bsky.graph.follow/`);
  });

  test("has the demo user's password and follows", async () => {
    const session = await signIn();
    expect(session.did).toBe(dids.get(demoUser.handle));

    const { records } = await get<{ records: { value: { subject: Did } }[] }>(
      network.pdsUrl,
      "com.atproto.repo.listRecords",
      { repo: session.did, collection: "app.bsky.graph.follow" },
    );
    const followed = records.map(({ value }) => value.subject).sort();
    expect(followed).toEqual(world.userFollows.map((handle) => dids.get(handle)).sort());
  });

  test("says how much of its limits is left, when asked to have limits", async () => {
    const response = await fetch(`${network.pdsUrl}/xrpc/com.atproto.server.describeServer`);
    await response.arrayBuffer();
    expect(response.headers.get("ratelimit-limit")).toBe("3000");
  });
});

test("the PLC directory has the identity of everybody, with the handle and the PDS", async () => {
  for (const [handle, did] of dids) {
    const document = await (await fetch(`${network.plcUrl}/${did}`)).json();
    expect(document).toMatchObject({
      alsoKnownAs: [`at://${handle}`],
      service: [{ id: "#atproto_pds", serviceEndpoint: network.pdsUrl }],
    });
  }
});

test("somebody who arrives later, with records of another app, and then takes a domain, is found under it", async () => {
  const { did } = await network.createPerson({
    handle: "late-arrival.bsky.social",
    profile: { displayName: "Late Arrival" },
    follows: [demoUser.handle],
    records: [
      {
        collection: "sh.tangled.graph.follow",
        record: { subject: dids.get(demoUser.handle) ?? "", createdAt: "2026-01-01T00:00:00.000Z" },
      },
    ],
  });
  await network.renamePerson(did, "late.arrival.example.studio");
  await network.indexed();

  expect((await profilesOf(["late.arrival.example.studio"]))[0]).toMatchObject({
    did,
    followsCount: 1,
  });
  expect(await search("late arrival")).toEqual(["late.arrival.example.studio"]);
  const description = await get(network.pdsUrl, "com.atproto.repo.describeRepo", { repo: did });
  expect(description).toMatchObject({
    handle: "late.arrival.example.studio",
    handleIsCorrect: true,
    collections: ["app.bsky.actor.profile", "app.bsky.graph.follow", "sh.tangled.graph.follow"],
  });
});

test("who follows somebody who is not there cannot be created", async () => {
  const account = { handle: "lonely.bsky.social", follows: ["nobody.bsky.social"] };
  await expect(network.createPerson(account)).rejects.toThrow(
    "lonely.bsky.social follows an account that does not exist.",
  );
});

test("a network that cannot start, as its port is taken, leaves nothing", async () => {
  const url = await createDatabase("failed_network");
  const foldersBefore = await networkFolders();
  const other = createServer();
  await new Promise<void>((resolve) => other.listen(0, "127.0.0.1", resolve));
  const { port } = other.address() as AddressInfo;
  const starting = startNetwork({ databaseUrl: url, ports: { pds: port } });
  await expect(starting).rejects.toThrow("EADDRINUSE");
  other.close();
  expect(await schemasOf(url)).toEqual(["public"]);
  expect(await networkFolders()).toEqual(foldersBefore);
});

test("a network can be stopped while people arrive, and nobody else arrives then", async () => {
  const stopped = await startNetwork({ databaseUrl: await createDatabase("stopped_network") });
  const accounts = Array.from({ length: 40 }, (_, index) => ({
    handle: `person${index}.bsky.social`,
    profile: { displayName: `Person ${index}` },
  }));
  let arrived = 0;
  let stopping: Promise<void> | undefined;
  const arriving = stopped.createPeople(accounts, (stage) => {
    if (stage === "people" && ++arrived === 20) stopping = stopped.stop();
  });
  await expect(arriving).rejects.toThrow("The network is stopping.");
  await stopping;
  expect(arrived).toBeLessThan(30);
});

async function networkFolders() {
  return (await readdir(tmpdir())).filter((name) => name.startsWith("atproto-network-")).sort();
}
