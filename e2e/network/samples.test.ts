import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { TextWriter, Uint8ArrayReader, ZipReader } from "@zip.js/zip.js";
import { afterAll, beforeAll, expect, test } from "vitest";
import { readExport, UnreadableExport } from "@/lib/exports";
import { fullSize, worldOf } from "./people";
import { findNewcomer, type Sample, samplePassword, writeSamples } from "./samples";

let folder: string;
let samples: Sample[];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "samples-"));
  samples = await writeSamples(folder);
});
afterAll(() => rm(folder, { recursive: true }));

async function listsOf({ file }: Sample) {
  const blob = new Blob([await readFile(join(folder, file))]);
  const { lists } = await readExport([{ name: basename(file), blob }]);
  return lists;
}

test("every list gives back exactly the names that it was made from, each with the time it was followed", async () => {
  const readable = samples.filter(({ problem }) => !problem);
  expect(readable).toHaveLength(13);
  for (const sample of readable) {
    const lists = await listsOf(sample);
    const list = lists.find(
      ({ kind, platform }) => kind === "following" && platform === sample.platform,
    );
    expect(
      list?.follows.map(({ username }) => username),
      sample.file,
    ).toEqual(sample.usernames);
    expect(
      list?.follows.every(({ followedAt }) => followedAt),
      sample.file,
    ).toBe(true);
    expect(list?.skipped, sample.file).toEqual([]);
  }
});

test("an archive of Instagram has the list of Threads in it, under the same file name", async () => {
  const sample = samples.find(({ threadsUsernames }) => threadsUsernames) as Sample;
  const lists = await listsOf(sample);
  const threads = lists.find(
    ({ platform, kind }) => platform === "threads" && kind === "following",
  );
  expect(threads?.follows.map(({ username }) => username)).toEqual(sample.threadsUsernames);
  expect(sample.threadsUsernames?.length).toBeGreaterThan(20);
});

test("the first sample names somebody who can join, and whom nobody on the network is called like", () => {
  const [first] = samples as [Sample];
  const name = findNewcomer(first);
  expect(first.usernames).toContain(name);
  const { user, people } = worldOf(fullSize);
  const handles = [user, ...people].map(({ handle }) => handle);
  expect(handles.filter((handle) => handle.includes(name))).toEqual([]);
});

test("the large list has 5,000 names, of which about 300 are on the network", () => {
  const names = new Set(samples.find(({ file }) => file.startsWith("instagram-5000"))?.usernames);
  expect(names.size).toBe(5000);
  const onNetwork = worldOf(fullSize).people.flatMap(({ elsewhere }) =>
    elsewhere.filter(({ platform, username }) => platform === "instagram" && names.has(username)),
  );
  expect(onNetwork.length).toBeGreaterThan(280);
  expect(onNetwork.length).toBeLessThan(350);
});

test("one list has the demo user's own name in it", () => {
  const own = samples.filter(({ usernames }) => usernames.includes("wren"));
  expect(own.map(({ file }) => file)).toEqual([
    "tiktok-json/TikTok_Data_1767952800.zip",
    "tiktok-json/loose/user_data_tiktok.json",
  ]);
});

test.each([
  ["broken", "brokenZip"],
  ["password", "encryptedZip"],
])("the %s archive cannot be read, and the reason is told", async (problem, code) => {
  const sample = samples.find((one) => one.problem === problem) as Sample;
  const error = await listsOf(sample).catch((reason) => reason);
  expect(error).toBeInstanceOf(UnreadableExport);
  expect(error.code).toBe(code);
});

test("the encrypted archive opens with its password, and holds a list", async () => {
  const sample = samples.find(({ problem }) => problem === "password") as Sample;
  const reader = new ZipReader(new Uint8ArrayReader(await readFile(join(folder, sample.file))));
  const [entry] = await reader.getEntries();
  if (!entry || entry.directory) throw new Error("There is no file in the archive.");
  expect(entry.encrypted).toBe(true);
  const text = await entry.getData(new TextWriter(), { password: samplePassword });
  expect(JSON.parse(text).relationships_following.length).toBeGreaterThan(4);
});

test("the archive with followers only has no list of people followed", async () => {
  const lists = await listsOf(
    samples.find(({ problem }) => problem === "followers only") as Sample,
  );
  expect(lists.map(({ kind }) => kind)).toEqual(["followers"]);
});

test("the empty list is a list of nobody", async () => {
  const lists = await listsOf(samples.find(({ problem }) => problem === "empty") as Sample);
  expect(lists.map(({ kind, count }) => ({ kind, count }))).toEqual([
    { kind: "following", count: 0 },
  ]);
});

test("the samples are the same bytes at each call, except for the encrypted one", async () => {
  const again = await mkdtemp(join(tmpdir(), "samples-"));
  await writeSamples(again);
  for (const { file } of samples.filter(({ problem }) => problem !== "password")) {
    const [one, other] = await Promise.all(
      [folder, again].map((path) => readFile(join(path, file))),
    );
    expect(one?.equals(other as Buffer), file).toBe(true);
  }
  await rm(again, { recursive: true });
});
