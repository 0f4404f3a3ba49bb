import { gunzipSync } from "node:zlib";
import { afterEach, expect, test, vi } from "vitest";
import type { Follow } from "@/lib/exports";
import { sendList } from "./send-list";

const list = { platform: "instagram", name: "Mine" };

afterEach(() => vi.unstubAllGlobals());

test("a list goes out in parts and an end, of which each has its names in order", async () => {
  const requests = answerAll();
  const told: number[] = [];
  const follows = followsOf(["a", "b", "c", "d", "e"]);
  expect(await sendList(list, follows, 2, (names) => told.push(names))).toEqual({
    ok: true,
    uploadId: "u1",
  });
  expect(requests).toEqual([
    ["POST /api/imports", list],
    ["POST /api/imports/u1/parts", { part: 0, follows: follows.slice(0, 2) }],
    ["POST /api/imports/u1/parts", { part: 1, follows: follows.slice(2, 4) }],
    ["POST /api/imports/u1/finish", { parts: 2, follows: follows.slice(4) }],
  ]);
  expect(told).toEqual([0, 2, 4]);
});

test("a list without names, and one that fits into one request, need no parts", async () => {
  for (const follows of [[], followsOf(["a", "b"])]) {
    const requests = answerAll();
    await sendList(list, follows, 2, () => {});
    expect(requests.slice(1)).toEqual([["POST /api/imports/u1/finish", { parts: 0, follows }]]);
  }
});

test("long names make smaller parts, and none is lost", async () => {
  const requests = answerAll();
  const names = Array.from({ length: 2_000 }, (_, place) => `${"ü".repeat(3_000)}${place}`);
  await sendList(list, followsOf(names), 25_000, () => {});
  const bodies = requests.slice(1).map(([, body]) => body as { follows: Follow[] });
  expect(bodies.length).toBeGreaterThan(3);
  for (const body of bodies) {
    expect(Buffer.byteLength(JSON.stringify(body))).toBeLessThan(4_000_000);
  }
  expect(bodies.flatMap(({ follows }) => follows.map(({ username }) => username))).toEqual(names);
});

test("of a list that is refused nothing stays behind", async () => {
  const requests = answerAll((path) => (path.endsWith("/finish") ? 401 : 200));
  expect(await sendList(list, followsOf(["a", "b", "c"]), 2, () => {})).toEqual({
    ok: false,
    problem: "signed-out",
  });
  expect(requests.at(-1)?.[0]).toBe("DELETE /api/imports/u1");
});

/** Stands in for the server, which a relative address leads to only in a browser: what it was asked, and its bodies. */
function answerAll(statusOf: (path: string) => number = () => 200) {
  const requests: [string, unknown][] = [];
  vi.stubGlobal("fetch", async (path: string, { method, body }: RequestInit) => {
    const text = body && gunzipSync(Buffer.from(body as ArrayBuffer)).toString();
    requests.push([`${method} ${path}`, text ? JSON.parse(text) : null]);
    return Response.json({ uploadId: "u1" }, { status: statusOf(path) });
  });
  return requests;
}

function followsOf(names: string[]): Follow[] {
  return names.map((username) => ({
    username,
    displayName: null,
    profileUrl: null,
    followedAt: null,
    externalId: null,
  }));
}
