import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { type Faults, startFaults } from "@/e2e/network/faults";
import type { Network } from "@/e2e/network/network";
import { db } from "@/lib/db";
import { addUser, bringList, matchLists } from "@/test/bring-list";
import { startOwnNetwork } from "@/test/network";

const SEARCH = "app.bsky.actor.searchActors";
const TYPEAHEAD = "app.bsky.actor.searchActorsTypeahead";
const NAME = "zqxjvekrbulm";
let network: Network;
let faults: Faults;

beforeAll(async () => {
  network = await startOwnNetwork();
  faults = await startFaults({ target: network.appviewUrl });
  process.env.ATPROTO_APPVIEW_URL = faults.url;
  // A host where so many are that it is worth asking there.
  await db.directoryAccount.createMany({
    data: Array.from({ length: 30 }, (_, place) => ({
      did: `did:plc:neighbour${place}`,
      handle: `neighbour${place}.pebble.social`,
    })),
  });
});
beforeEach(async () => {
  faults.reset();
  await db.user.deleteMany();
  await db.sourceAccount.deleteMany();
});
afterAll(async () => {
  await faults.stop();
  await network.stop();
});

/** The matches of a name that somebody brings. */
async function findMatches(name: string) {
  await network.indexed();
  await bringList(await addUser("ada.test"), "instagram", [name]);
  await matchLists();
  return db.atprotoMatch.findMany();
}

test("a handle that goes on from the name is found among what is suggested while one types", async () => {
  const { did } = await network.createPerson({ handle: `${NAME}official.bsky.social` });
  expect(await findMatches(NAME)).toMatchObject([{ atprotoDid: did }]);
  expect(faults.count(TYPEAHEAD)).toBe(1);
});

test("whoever is found without suggestions is not looked for among them", async () => {
  const { did } = await network.createPerson({ handle: `${NAME}two.bsky.social` });
  expect(await findMatches(`${NAME}two`)).toMatchObject([{ atprotoDid: did }]);
  expect(faults.count(SEARCH)).toBeGreaterThan(0);
  expect(faults.count(TYPEAHEAD)).toBe(0);
});

test("a name is asked for under a host where many accounts of the directory are", async () => {
  const { did } = await network.createPerson({ handle: `${NAME}three.pebble.social` });
  faults.failEvery(1, { status: 400 }, SEARCH);
  faults.failEvery(1, { status: 400 }, TYPEAHEAD);
  expect(await findMatches(`${NAME}three`)).toMatchObject([{ atprotoDid: did }]);
});

test("what an account says of who may see it is kept with the match", async () => {
  const label = "!no-unauthenticated";
  await network.createPerson({
    handle: `${NAME}four.bsky.social`,
    profile: { displayName: "Shy", selfLabels: [label] },
  });
  const [match] = await findMatches(`${NAME}four`);
  expect(match?.labels).toContain(label);
});
