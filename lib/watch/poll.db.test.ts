import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { db } from "@/lib/db";
import { pollNewAccounts } from ".";

const never = new AbortController().signal;
const soon = () => new Date(Date.now() + 60_000);
const didOf = (place: number) => `did:plc:${String(place).padStart(24, "a")}`;

/** A relay that has accounts with profiles, three on a page, and names a cursor unless a page is the last. */
let repos: number[] = [];
let refusals = 0;
const relay = createServer((request, response) => {
  response.setHeader("content-type", "application/json");
  if (refusals > 0) {
    refusals -= 1;
    response.writeHead(429).end(JSON.stringify({ error: "RateLimitExceeded" }));
    return;
  }
  const from = Number(new URL(request.url ?? "", "http://localhost").searchParams.get("cursor"));
  const page = repos.slice(from, from + 3);
  const cursor = from + 3 < repos.length ? String(from + 3) : undefined;
  response.end(JSON.stringify({ repos: page.map((place) => ({ did: didOf(place) })), cursor }));
});

beforeAll(async () => {
  await new Promise<void>((resolve) => relay.listen(0, "127.0.0.1", resolve));
  const { port } = relay.address() as AddressInfo;
  Object.assign(process.env, { WATCH_SOURCE: "poll", WATCH_URL: `http://127.0.0.1:${port}` });
});
afterAll(() => {
  relay.close();
});
beforeEach(async () => {
  await db.watchCursor.deleteMany();
  await db.actorCheck.deleteMany();
  await db.directoryAccount.deleteMany();
});

const asked = () =>
  db.actorCheck
    .findMany({ orderBy: { did: "asc" } })
    .then((checks) => checks.map(({ did }) => did));
const fiveMinutesPass = () => db.watchCursor.updateMany({ data: { leaseUntil: new Date(0) } });

test("accounts that were there before are passed by, and new ones are asked about once", async () => {
  repos = [1, 2, 3, 4, 5];
  expect(await pollNewAccounts(soon(), never)).toEqual({ listed: 5 });
  expect(await asked()).toEqual([]);

  await db.directoryAccount.createMany({ data: [4, 5].map((place) => ({ did: didOf(place) })) });
  repos.push(6, 7, 8);
  await fiveMinutesPass();
  await pollNewAccounts(soon(), never);
  expect(await asked()).toEqual([6, 7, 8].map(didOf));
});

test("a walk that is cut short goes on where it was", async () => {
  repos = [1, 2, 3, 4, 5, 6, 7];
  const first = new AbortController();
  const { isAborted, signal } = { isAborted: () => first.abort(), signal: first.signal };
  relay.once("request", isAborted);
  expect(await pollNewAccounts(soon(), signal)).toEqual({ listed: 3 });
  expect(await pollNewAccounts(soon(), never)).toEqual({ listed: 4 });
});

test("a relay that is busy is asked again later, not at once", async () => {
  repos = [1];
  refusals = 1;
  expect(await pollNewAccounts(soon(), never)).toEqual({ listed: 0 });
  expect(await pollNewAccounts(soon(), never)).toBeNull();
  await fiveMinutesPass();
  expect(await pollNewAccounts(soon(), never)).toEqual({ listed: 1 });
});
