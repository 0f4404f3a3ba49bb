import { spawn } from "node:child_process";
import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, expect, test } from "vitest";
import { demoUser } from "./people";
import { createDatabase, schemasOf } from "./test-database";

let folder: string;
let servedUrl: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "network-"));
  servedUrl = await createDatabase("served_network");
});
afterAll(() => rm(folder, { recursive: true }));

test.each([
  ["its standard input is closed", "ready", (child: Child) => child.stdin.end()],
  ["it is terminated", "ready", (child: Child) => child.kill("SIGTERM")],
  ["it is interrupted while people arrive", "people", (child: Child) => child.kill("SIGINT")],
])("it says what it does, and leaves nothing when %s", async (_, moment, end) => {
  const child = serve(["--people", "20", "--look-alikes", "2"]);
  const lines: Record<string, unknown>[] = [];
  const exit = new Promise((resolve) => child.once("exit", resolve));
  for await (const line of createInterface(child.stdout)) {
    const said = JSON.parse(line);
    lines.push(said);
    if (moment in said || moment === said.progress) end(child);
  }
  expect(await exit).toBe(0);

  expect(lines[0]).toEqual({ progress: "network", done: 0, total: 1 });
  expect(lines.some(({ progress, total }) => progress === "people" && total === 23)).toBe(true);
  if (moment === "ready") {
    const ready = lines.at(-1)?.ready as { pdsUrl: string; user: object; dids: object };
    expect(ready.user).toMatchObject({ ...demoUser, did: expect.stringMatching(/^did:plc:/) });
    expect(Object.keys(ready.dids)).toHaveLength(23);
    await expect(fetch(ready.pdsUrl)).rejects.toThrow("fetch failed");
  }
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  expect(entries.filter((entry) => entry.isFile()).map(({ name }) => name)).toEqual([]);
  expect(await schemasOf(servedUrl)).toEqual(["public"]);
});

type Child = ReturnType<typeof serve>;

function serve(options: string[]) {
  const script = fileURLToPath(new URL("serve.ts", import.meta.url));
  return spawn(process.execPath, ["--import", "tsx", script, ...options], {
    env: {
      ...process.env,
      NETWORK_DATABASE_URL: servedUrl,
      TMPDIR: folder,
      TSX_DISABLE_CACHE: "1",
    },
    stdio: ["pipe", "pipe", "inherit"],
  });
}
