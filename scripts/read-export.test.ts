import { execFile } from "node:child_process";
import { mkdir, mkdtemp, open, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openFileBlob } from "./file-blob";

const fixtures = "lib/exports/fixtures";
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "read-export-"));
});
afterAll(() => rm(folder, { recursive: true }));

describe("read-export", () => {
  test("prints every list of an archive as JSON", async () => {
    const { code, output } = await readExport(`${fixtures}/zips/instagram_2025_json.zip`);
    expect(code).toBe(0);
    const { lists } = JSON.parse(output);
    expect(lists[0]).toMatchObject({
      platform: "instagram",
      kind: "following",
      skipped: [],
      follows: expect.arrayContaining([
        {
          username: "anna.schmidt",
          displayName: null,
          profileUrl: "https://www.instagram.com/anna.schmidt",
          followedAt: "2025-01-01T12:00:00Z",
          externalId: null,
        },
      ]),
    });
  });

  test("gives no follows out of a list of followers", async () => {
    const { code, output } = await readExport(`${fixtures}/instagram/followers_1.json`);
    expect(code).toBe(0);
    expect(JSON.parse(output).lists).toMatchObject([{ kind: "followers", count: 3, follows: [] }]);
  });

  test("reads a folder, even one that contains itself", async () => {
    const path = join(folder, "round");
    await mkdir(join(path, "data"), { recursive: true });
    await writeFile(
      join(path, "data", "following.js"),
      'window.YTD.following.part0 = [{"following":{"accountId":"7"}}]',
    );
    await symlink(path, join(path, "data", "again"));
    const { output } = await readExport(path);
    expect(JSON.parse(output).lists).toMatchObject([{ platform: "x", count: 1 }]);
  });

  test("says why nothing can be read, in the page's words", async () => {
    const path = join(folder, "notes.txt");
    await writeFile(path, "Once upon a time, there was a list.\n");
    expect(await readExport(path)).toEqual({
      code: 1,
      output: "",
      complaint:
        "notes.txt is not a list of accounts that we know. Drop the export as you downloaded it, or a list with one name per line.\n",
    });
    expect((await readExport(join(folder, "missing.zip"))).code).toBe(1);
  });
});

test("a file of more than four gigabytes keeps its size and its end", async () => {
  const path = join(folder, "large");
  const file = await open(path, "w");
  await file.write("end", 2 ** 32 + 10);
  await file.close();
  const blob = await openFileBlob(path);
  expect(blob.size).toBe(2 ** 32 + 13);
  expect(await blob.slice(2 ** 32 + 8).text()).toBe("\0\0end");
  expect(await new Response(blob.slice(2 ** 32 + 10).stream()).text()).toBe("end");
});

function readExport(
  ...paths: string[]
): Promise<{ code: number; output: string; complaint: string }> {
  return new Promise((resolve) => {
    const command = ["--import", "tsx", "scripts/read-export.ts", ...paths];
    execFile(process.execPath, command, (error, output, complaint) => {
      resolve({ code: typeof error?.code === "number" ? error.code : 0, output, complaint });
    });
  });
}
