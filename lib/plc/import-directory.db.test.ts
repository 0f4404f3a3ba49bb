import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { db } from "@/lib/db";
import { findActors } from "@/lib/directory";
import { importDirectory } from ".";

const never = new AbortController().signal;
const didOf = (place: number) => `did:plc:${String(place).padStart(24, "a")}`;

type Operation = { type?: string; prev?: string | null; alsoKnownAs?: string[]; handle?: string };
let seq = 0;
const line = (place: number, operation: Operation, more: object = {}) => {
  seq += 1;
  const createdAt = new Date(Date.UTC(2026, 0, 1, 0, 0, seq)).toISOString();
  return JSON.stringify({
    did: didOf(place),
    seq,
    createdAt,
    operation: { type: "plc_operation", prev: null, ...operation },
    ...more,
  });
};

let folder: string;
let lines: string[] = [];
let refusals = 0;
let breaks = 0;
const directory = createServer((request, response) => {
  if (refusals > 0) {
    refusals -= 1;
    response.writeHead(429, { "retry-after": "0.01" }).end();
    return;
  }
  const query = new URL(request.url ?? "", "http://localhost").searchParams;
  const page = lines
    .filter((text) => JSON.parse(text).seq > Number(query.get("after")))
    .slice(0, Number(query.get("count")));
  if (breaks > 0) {
    breaks -= 1;
    const half = page.join("\n").slice(0, 90_000);
    response.writeHead(200, { "content-length": page.join("\n").length });
    response.write(half, () => response.destroy());
    return;
  }
  response.end(page.join("\n"));
});

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "plc-"));
  await new Promise<void>((resolve) => directory.listen(0, "127.0.0.1", resolve));
});
afterAll(async () => {
  directory.close();
  await rm(folder, { recursive: true });
});
beforeEach(async () => {
  seq = 0;
  await db.directoryAccount.deleteMany();
  await db.watchCursor.deleteMany();
});

const url = () => `http://127.0.0.1:${(directory.address() as AddressInfo).port}`;
const handles = () =>
  db.directoryAccount
    .findMany({ orderBy: { did: "asc" } })
    .then((accounts) => accounts.map(({ handle, isActive }) => [handle, isActive]));

test("each account has the handle that it claimed last, and is found by it", async () => {
  lines = [
    line(1, { type: "create", handle: "Old.Example" }),
    line(2, { alsoKnownAs: ["https://a.example", "at://two.bsky.social"] }),
    line(1, { prev: "bafy", alsoKnownAs: ["at://one.bsky.social"] }),
    line(3, { alsoKnownAs: ["at://three.bsky.social"] }),
    line(3, { type: "plc_tombstone", prev: "bafy" }),
    line(2, { prev: "bafy", alsoKnownAs: ["at://stolen.bsky.social"] }, { nullified: true }),
    line(4, { alsoKnownAs: ["at://no handle at all"] }),
    "{ cut off",
  ];
  const file = join(folder, "export.jsonl.gz");
  await writeFile(file, gzipSync(lines.join("\n")));
  await importDirectory(file, never, () => {});
  expect(await handles()).toEqual([
    ["one.bsky.social", true],
    ["two.bsky.social", true],
    [null, false],
    [null, true],
  ]);
  const [found] = await findActors([["one"]], 10);
  expect(found).toMatchObject([{ did: didOf(1), createdAt: "2026-01-01T00:00:01.000Z" }]);
});

test("an import that was interrupted goes on where it was, and takes in what comes later", async () => {
  lines = Array.from({ length: 2_500 }, (_, place) =>
    line(place, { alsoKnownAs: [`at://name${place}.bsky.social`] }),
  );
  const end = new AbortController();
  const cut = importDirectory(url(), end.signal, ({ operations }) => {
    if (operations === 2_000) end.abort();
  });
  await expect(cut).rejects.toThrow();
  expect(await db.directoryAccount.count()).toBe(2_000);

  refusals = 1;
  expect(await importDirectory(url(), never, () => {})).toBe(500);
  expect(await db.directoryAccount.count()).toBe(2_500);

  lines.push(line(7, { prev: "bafy", alsoKnownAs: ["at://seven.example"] }));
  expect(await importDirectory(url(), never, () => {})).toBe(1);
  const seven = await db.directoryAccount.findUniqueOrThrow({ where: { did: didOf(7) } });
  expect(seven.handle).toBe("seven.example");
});

test("an import of which a whole page cannot be read does not pass for a complete one", async () => {
  lines = Array.from({ length: 1_000 }, (_, place) => JSON.stringify({ seq: place + 1, of: "?" }));
  await expect(importDirectory(url(), never, () => {})).rejects.toThrow("unreadable");
});

test("a page that breaks off is asked for again, whole", async () => {
  lines = Array.from({ length: 1_000 }, (_, place) =>
    line(place, { alsoKnownAs: [`at://name${place}.bsky.social`] }),
  );
  breaks = 1;
  expect(await importDirectory(url(), never, () => {})).toBe(1_000);
  expect(breaks).toBe(0);
  expect(await db.directoryAccount.count()).toBe(1_000);
});
