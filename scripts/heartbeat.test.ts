import { mkdtemp, readFile, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { keepHeartbeat } from "./heartbeat";

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "heartbeat-"));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const isThere = (file: string) =>
  stat(file).then(
    () => true,
    () => false,
  );

test("a heartbeat is written anew while all is well, stays as it was while it is not, and goes at the end", async () => {
  const file = join(folder, "heartbeat");
  let isWell = true;
  let asked = 0;
  const ask = async () => {
    asked += 1;
    return isWell;
  };
  const stop = keepHeartbeat(file, ask, 5);
  await vi.waitUntil(() => isThere(file), { timeout: 30_000 });
  const first = await readFile(file, "utf8");
  await vi.waitUntil(async () => (await readFile(file, "utf8")) !== first, { timeout: 30_000 });

  isWell = false;
  // Whoever was asked before has written by the time that the next one is asked.
  let before = asked;
  await vi.waitUntil(() => asked > before + 1, { timeout: 30_000 });
  const last = await readFile(file, "utf8");
  before = asked;
  await vi.waitUntil(() => asked > before + 3, { timeout: 30_000 });
  expect(await readFile(file, "utf8")).toBe(last);

  await stop();
  expect(await isThere(file)).toBe(false);
});
