import { beforeEach, expect, test } from "vitest";
import { db } from "@/lib/db";
import { addUser, bringList } from "@/test/bring-list";
import { rescoreMatches } from ".";
import { MODEL_VERSION, type Source, scoreCandidates } from "./score";
import { settle } from "./settle";
import { storeMatches } from "./store";

const never = new AbortController().signal;
const soon = () => new Date(Date.now() + 20_000);
const actor = (handle: string, displayName?: string) => ({
  did: `did:plc:${handle.replace(/\W/g, "")}`,
  handle,
  displayName,
});
const zorvanelli = actor("zorvanelli.bsky.social", "Mira Zorvanelli");
const stranger = actor("another-name.bsky.social");

beforeEach(async () => {
  await db.user.deleteMany();
  await db.sourceAccount.deleteMany();
});

type Old = { actor: typeof stranger; score: number; privateTo?: string; version?: number };

/** A person with one name on a list, and matches for it as a model of old scored them. */
async function bringOld(name: string, matches: Old[]) {
  const user = await addUser("ada.test");
  await bringList(user, "instagram", [name]);
  const { id: accountId } = await db.sourceAccount.findFirstOrThrow();
  await db.sourceAccount.update({ where: { id: accountId }, data: { searchedAt: new Date() } });
  await db.$transaction(async (tx) => {
    for (const { actor, score, privateTo, version = MODEL_VERSION - 1 } of matches) {
      const match = { accountId, actor, score, evidence: [], modelVersion: version };
      await storeMatches(tx, [match], privateTo ? user : null);
    }
    await settle(tx, { user, accountIds: [accountId], areChecked: true });
  });
  return { user, accountId };
}

/** DIDs and scores of the matches, those that only the person sees last. */
async function scores() {
  const matches = await db.atprotoMatch.findMany({ orderBy: { id: "asc" } });
  expect(matches.every(({ modelVersion }) => modelVersion >= MODEL_VERSION)).toBe(true);
  return matches.map(({ atprotoDid, matchScore }) => [atprotoDid, matchScore]);
}

const row = () =>
  db.userSourceFollow.findFirstOrThrow({
    select: { state: true, bestScore: true, selected: true, bestMatch: true },
  });

function today(source: Omit<Source, "platform">, ...actors: (typeof stranger)[]) {
  return scoreCandidates({ platform: "instagram", ...source }, actors)[0]?.score;
}

test("scores of an older model are made anew from what is stored, and the rows follow", async () => {
  await bringOld("zorvanelli", [
    { actor: zorvanelli, score: 10 },
    { actor: stranger, score: 97 },
  ]);
  expect(await row()).toMatchObject({ bestScore: 97, selected: true });

  expect(await rescoreMatches(soon(), never)).toEqual({ rescored: 2 });
  const score = today({ username: "zorvanelli" }, zorvanelli, stranger);
  expect(score).toBeGreaterThan(90);
  expect(await scores()).toEqual([
    [zorvanelli.did, score],
    [stranger.did, 0],
  ]);
  expect(await row()).toMatchObject({
    state: "found",
    bestScore: score,
    bestMatch: { atprotoDid: zorvanelli.did },
  });
  const [{ evidence } = { evidence: [] }] = await db.atprotoMatch.findMany({
    where: { atprotoDid: zorvanelli.did },
  });
  expect(evidence).toContainEqual(expect.objectContaining({ code: "same-handle" }));
  expect(await rescoreMatches(soon(), never)).toBeNull();
});

test("a match that rests on a person's own export is scored with the name in it, for them alone", async () => {
  await bringOld("mz_photos_ Mira Zorvanelli", [
    { actor: zorvanelli, score: 1 },
    { actor: zorvanelli, score: 1, privateTo: "ada" },
  ]);
  await rescoreMatches(soon(), never);
  const [everybodys = 0, own = 0] = (await scores()).map(([, score]) => Number(score));
  expect(own).toBe(today({ username: "mz_photos_", displayName: "Mira Zorvanelli" }, zorvanelli));
  expect(everybodys).toBe(today({ username: "mz_photos_" }, zorvanelli) ?? 0);
  expect(own).toBeGreaterThan(everybodys);
});

test("what was ticked as sure and is sure no more is not ticked any more", async () => {
  await bringOld("zorvanelli", [{ actor: stranger, score: 97 }]);
  expect(await row()).toMatchObject({ state: "found", selected: true });
  await rescoreMatches(soon(), never);
  expect(await row()).toMatchObject({ state: "not_found", selected: false });
});

test("what a person chose or dismissed stands above any model", async () => {
  const { user } = await bringOld("zorvanelli", [
    { actor: stranger, score: 30 },
    { actor: zorvanelli, score: 60 },
  ]);
  const [chosen, dismissed] = await db.atprotoMatch.findMany({ orderBy: { id: "asc" } });
  if (!chosen || !dismissed) throw new Error("two matches were stored");
  await db.userMatchStatus.createMany({
    data: [
      { userDid: user, matchId: chosen.id, chosenAt: new Date() },
      { userDid: user, matchId: dismissed.id, dismissedAt: new Date() },
    ],
  });
  await rescoreMatches(soon(), never);
  expect(await row()).toMatchObject({
    state: "found",
    bestScore: 100,
    bestMatch: { atprotoDid: stranger.did },
  });
});

test("scores of a newer model, which another process runs already, are left alone", async () => {
  await bringOld("zorvanelli", [{ actor: stranger, score: 97, version: MODEL_VERSION + 1 }]);
  expect(await rescoreMatches(soon(), never)).toBeNull();
  expect(await scores()).toEqual([[stranger.did, 97]]);
});
