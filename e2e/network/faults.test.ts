import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { type Faults, startFaults, tooManyRequests } from "./faults";

const SEARCH = "app.bsky.actor.searchActors";
const PROFILE = "app.bsky.actor.getProfile";
let target: Server;
let faults: Faults;

beforeAll(async () => {
  target = createServer(async (request, response) => {
    const body = (await request.toArray()).join("");
    response.setHeader("content-type", "application/json");
    response.end(
      JSON.stringify({
        method: request.method,
        url: request.url,
        body,
        host: request.headers.host,
      }),
    );
  });
  await new Promise<void>((resolve) => target.listen(0, "127.0.0.1", resolve));
  faults = await startFaults({ target: `http://localhost:${portOf(target)}` });
});
afterEach(() => faults.reset());
afterAll(async () => {
  await faults.stop();
  target.closeAllConnections();
  target.close();
});

function portOf(server: Server) {
  return (server.address() as AddressInfo).port;
}

const call = (nsid: string, query = "", init?: RequestInit) =>
  fetch(`${faults.url}/xrpc/${nsid}${query}`, init);
const statusOf = async (nsid: string) => {
  const response = await call(nsid);
  await response.arrayBuffer();
  return response.status;
};

test("without a fault a request reaches the target as it is, and its answer comes back", async () => {
  const response = await call(SEARCH, "?q=maya", { method: "POST", body: "{}" });
  expect(response.status).toBe(200);
  expect(await response.json()).toEqual({
    method: "POST",
    url: `/xrpc/${SEARCH}?q=maya`,
    body: "{}",
    host: `localhost:${portOf(target)}`,
  });
});

test("the next requests of one method fail, and others do not", async () => {
  faults.failNext(2, { status: 502 }, SEARCH);
  const statuses = [];
  for (const nsid of [SEARCH, PROFILE, SEARCH, SEARCH]) statuses.push(await statusOf(nsid));
  expect(statuses).toEqual([502, 200, 502, 200]);
});

test("every third request fails", async () => {
  faults.failEvery(3, { status: 500 });
  const statuses = [];
  for (let turn = 0; turn < 7; turn++) statuses.push(await statusOf(SEARCH));
  expect(statuses).toEqual([200, 200, 500, 200, 200, 500, 200]);
});

test("a refusal for asking too often says when to come back, in the headers of a PDS", async () => {
  const before = Math.floor(Date.now() / 1000);
  faults.failNext(1, tooManyRequests({ retryAfterSeconds: 30 }));
  const response = await call(SEARCH);
  const after = Math.ceil(Date.now() / 1000);
  expect(response.status).toBe(429);
  expect(await response.json()).toEqual({
    error: "RateLimitExceeded",
    message: "Rate Limit Exceeded",
  });
  expect(response.headers.get("retry-after")).toBe("30");
  expect(response.headers.get("ratelimit-remaining")).toBe("0");
  const reset = Number(response.headers.get("ratelimit-reset"));
  expect(reset).toBeGreaterThanOrEqual(before + 30);
  expect(reset).toBeLessThanOrEqual(after + 30);
});

test("an answer can be any other one", async () => {
  faults.failNext(1, { status: 200, headers: { "content-type": "text/html" }, body: "<p>hello" });
  const response = await call(SEARCH);
  expect(response.headers.get("content-type")).toBe("text/html");
  expect(await response.text()).toBe("<p>hello");
});

test("a hanging request gets no answer until the caller gives up", async () => {
  faults.failNext(1, "hang");
  await expect(call(SEARCH, "", { signal: AbortSignal.timeout(200) })).rejects.toThrow(
    "aborted due to timeout",
  );
  expect(await statusOf(SEARCH)).toBe(200);
});

test("a reset connection is an error of the network", async () => {
  faults.failNext(1, "reset");
  const error = await call(SEARCH).catch((reason) => reason);
  expect(error.cause.code).toBe("ECONNRESET");
});

test("a truncated answer has the target's status and breaks off in its body", async () => {
  faults.failNext(1, "truncate");
  const response = await call(SEARCH);
  expect(response.status).toBe(200);
  await expect(response.text()).rejects.toThrow("terminated");
});

test("the requests are kept with their method, their query and whether they failed, until the reset", async () => {
  faults.failNext(1, { status: 500 }, PROFILE);
  await statusOf(PROFILE);
  await (await call(SEARCH, "?q=maya", { headers: { "x-mine": "1" } })).arrayBuffer();
  expect(faults.count()).toBe(2);
  expect(faults.count(SEARCH)).toBe(1);
  expect(faults.requests.map(({ nsid, failed }) => ({ nsid, failed }))).toEqual([
    { nsid: PROFILE, failed: true },
    { nsid: SEARCH, failed: false },
  ]);
  expect(faults.requests[1]?.query.get("q")).toBe("maya");
  expect(faults.requests[1]?.headers["x-mine"]).toBe("1");

  faults.failEvery(1, { status: 500 });
  faults.reset();
  expect(faults.count()).toBe(0);
  expect(await statusOf(SEARCH)).toBe(200);
});
