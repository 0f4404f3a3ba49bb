import { createHmac } from "node:crypto";
import { globSync } from "node:fs";
import { createServer, type IncomingHttpHeaders } from "node:http";
import type { AddressInfo } from "node:net";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { z } from "zod";
import { db } from "@/lib/db";
import { createKey, createPartner, grantConsent, revokeConsent, revokeKey } from "@/lib/partners";
import { callWebhooks, openApiDocument, queueForPartners } from "@/lib/sharing";
import type { UserDid } from "@/lib/users";

process.env.PARTNER_REQUESTS_PER_MINUTE = "40";

const MAYA = "did:plc:maya" as UserDid;
const NOOR = "did:plc:noor" as UserDid;
const routes = {
  "/people": await import("./people/route"),
  "/people/{did}/matches": await import("./people/[did]/matches/route"),
  "/arrivals": await import("./arrivals/route"),
  "/arrivals/acknowledge": await import("./arrivals/acknowledge/route"),
  "/webhook": await import("./webhook/route"),
};
const document = openApiDocument("http://127.0.0.1:3000");
const never = new AbortController().signal;
const later = () => new Date(Date.now() + 60_000);

let partner: string;
let key: string;

beforeEach(async () => {
  await db.user.deleteMany();
  await db.partner.deleteMany();
  await db.sourceAccount.deleteMany();
  for (const [did, handle] of [
    [MAYA, "maya.example"],
    [NOOR, "noor.example"],
  ] as const) {
    await db.user.create({ data: { did, handle } });
  }
  partner = await createPartner({ name: "Skylight", homepage: null });
  key = (await createKey(partner, "first")) ?? "";
});

type Method = "GET" | "POST" | "PUT" | "DELETE";

/** Calls a route, and holds its answer against what the OpenAPI document says of it. */
async function call(method: Method, path: string, body?: unknown, bearer: string | null = key) {
  const url = new URL(`http://127.0.0.1:3000/api/partner/v1${path}`);
  const did = /^\/people\/([^/]+)\/matches/.exec(url.pathname.replace("/api/partner/v1", ""))?.[1];
  const template = did ? "/people/{did}/matches" : path.replace(/\?.*/, "");
  const route = routes[template as keyof typeof routes] as unknown as Record<
    Method,
    (request: Request, context: unknown) => Promise<Response>
  >;
  const request = new Request(url, {
    method,
    headers: bearer === null ? {} : { authorization: `Bearer ${bearer}` },
    body: typeof body === "string" ? body : JSON.stringify(body),
  });
  const response = await route[method](request, { params: Promise.resolve({ did }) });
  const text = await response.text();
  const json = text ? JSON.parse(text) : undefined;

  const described = document.paths[template]?.[method.toLowerCase()]?.responses[response.status];
  expect(described, `${method} ${path} answers ${response.status}`).toBeDefined();
  const { content = {}, headers = {} } = described as {
    content?: Record<string, { schema: object }>;
    headers?: object;
  };
  for (const name of Object.keys(headers)) expect(response.headers.has(name), name).toBe(true);
  for (const [type, { schema }] of Object.entries(content)) {
    expect(response.headers.get("content-type")).toBe(type);
    z.fromJSONSchema(schema as Parameters<typeof z.fromJSONSchema>[0]).parse(json);
  }
  return { status: response.status, headers: response.headers, json };
}

let names = 0;

/** A name on a person's list, and the account that was found for it. */
async function addMatch(did: string, state: "found" | "dismissed" = "found") {
  const name = `name${++names}`;
  const upload = await db.userUpload.create({
    data: { userDid: did, sourcePlatform: "instagram", name: "list", savedAt: new Date() },
  });
  const account = await db.sourceAccount.create({
    data: { sourcePlatform: "instagram", originalUsername: name, normalizedUsername: name },
  });
  const match = await db.atprotoMatch.create({
    data: {
      sourceAccountId: account.id,
      atprotoDid: `did:plc:${name}`,
      atprotoHandle: `${name}.example`,
      matchScore: 93,
      evidence: [],
      modelVersion: 1,
    },
  });
  await db.userSourceFollow.create({
    data: {
      uploadId: upload.uploadId,
      sourceAccountId: account.id,
      userDid: did,
      position: 0,
      username: name,
      state,
      bestMatchId: match.id,
      bestScore: 93,
    },
  });
  return { name, matchId: match.id };
}

/** As the watcher does when somebody turns up. */
async function arrive(did: string) {
  const match = await addMatch(did);
  await db.notification.create({
    data: { userDid: did, matchId: match.matchId, channel: "partner_api" },
  });
  return match;
}

/** As the closer look does when it finds that a person blocks whoever was found for this name. */
function block(userDid: string, name: string) {
  const did = `did:plc:${name}`;
  return db.actorRelation.create({ data: { userDid, did, followsMe: false, isBlocked: true } });
}

test("the document names exactly the routes that there are", () => {
  const folder = fileURLToPath(new URL(".", import.meta.url));
  const files = globSync("**/route.ts", { cwd: folder })
    .map((file) => `/${file.replace(/\/route\.ts$/, "").replace(/\[(\w+)\]/g, "{$1}")}`)
    .filter((path) => path !== "/openapi.json");
  expect(Object.keys(document.paths).sort()).toEqual(files.sort());
  for (const [path, operations] of Object.entries(document.paths)) {
    const methods = Object.keys(routes[path as keyof typeof routes]).map((m) => m.toLowerCase());
    expect(Object.keys(operations).sort(), path).toEqual(methods.sort());
  }
});

describe("a key", () => {
  test("opens nothing when it is missing, wrong, revoked or a hash", async () => {
    const { keyHash, id } = await db.partnerApiKey.findFirstOrThrow();
    expect(keyHash).not.toContain(key);
    for (const wrong of [null, "", "atlast_wrong", keyHash, `${key}x`]) {
      expect((await call("GET", "/people", undefined, wrong)).status).toBe(401);
    }
    expect((await call("GET", "/people")).status).toBe(200);
    await revokeKey(id);
    expect((await call("GET", "/people")).status).toBe(401);
  });

  test("is noted as used, and replaced without asking people again", async () => {
    expect(await db.partnerApiKey.findFirst()).toMatchObject({ lastUsed: null });
    await grantConsent(MAYA, partner);
    await call("GET", "/people");
    const first = await db.partnerApiKey.findFirstOrThrow();
    expect(first.lastUsed?.getTime()).toBeGreaterThan(Date.now() - 60_000);

    const second = await createKey(partner, "second");
    await revokeKey(first.id);
    const { json } = await call("GET", "/people", undefined, second);
    expect(json.people).toMatchObject([{ did: MAYA }]);
  });

  test("is held to its rate, alone, and told so", async () => {
    const other = (await createKey(partner, "other")) ?? "";
    const answers = await Promise.all(Array.from({ length: 45 }, () => call("GET", "/people")));
    const refused = answers.filter(({ status }) => status === 429);
    // The minute may turn in between; without that it is exactly five.
    expect(refused.length).toBeLessThanOrEqual(5);
    const { requests } = await db.partnerRate.findFirstOrThrow();
    if (requests === 45) {
      expect(refused).toHaveLength(5);
      expect(refused[0]?.json).toMatchObject({ status: 429, title: "Too Many Requests" });
      expect(Number(refused[0]?.headers.get("retry-after"))).toBeGreaterThan(0);
      expect(refused[0]?.headers.get("ratelimit-remaining")).toBe("0");
    }
    const fresh = await call("GET", "/people", undefined, other);
    expect(fresh.status).toBe(200);
    expect(fresh.headers.get("ratelimit-limit")).toBe("40");
    expect(fresh.headers.get("ratelimit-remaining")).toBe("39");
  });
});

describe("a partner", () => {
  test("reads what was found for those who connected it, and for nobody else", async () => {
    const mine = await addMatch(MAYA);
    await addMatch(MAYA, "dismissed");
    await addMatch(NOOR);
    expect((await call("GET", `/people/${MAYA}/matches`)).status).toBe(404);

    await grantConsent(MAYA, partner);
    expect((await call("GET", "/people")).json.people).toMatchObject([
      { did: MAYA, handle: "maya.example" },
    ]);
    const { json } = await call("GET", `/people/${MAYA}/matches`);
    expect(json.matches).toEqual([
      {
        id: String(mine.matchId),
        source: { platform: "instagram", username: mine.name },
        account: {
          did: `did:plc:${mine.name}`,
          handle: `${mine.name}.example`,
          displayName: null,
          signedInOnly: false,
        },
        score: 93,
        followed: false,
      },
    ]);
    expect((await call("GET", `/people/${NOOR}/matches`)).status).toBe(404);

    await revokeConsent(MAYA, partner);
    expect((await call("GET", `/people/${MAYA}/matches`)).status).toBe(404);
    expect((await call("GET", "/people")).json.people).toEqual([]);
  });

  test("hears of accounts for signed-in people who they are, and not how they present themselves", async () => {
    await grantConsent(MAYA, partner);
    const [open, shy] = [await addMatch(MAYA), await addMatch(MAYA)];
    await db.atprotoMatch.updateMany({ data: { displayName: "A name" } });
    const labels = ["!no-unauthenticated"];
    await db.atprotoMatch.update({ where: { id: shy.matchId }, data: { labels } });

    const { json } = await call("GET", `/people/${MAYA}/matches`);
    expect(json.matches).toMatchObject([
      { id: String(open.matchId), account: { displayName: "A name", signedInOnly: false } },
      { id: String(shy.matchId), account: { displayName: null, signedInOnly: true } },
    ]);
  });

  test("reads long lists page by page, every match once", async () => {
    await grantConsent(MAYA, partner);
    const added: string[] = [];
    for (let count = 0; count < 7; count++) added.push(String((await addMatch(MAYA)).matchId));
    const read: string[] = [];
    for (let after = ""; after !== null; ) {
      const query = after && `&after=${after}`;
      const { json } = await call("GET", `/people/${MAYA}/matches?limit=3${query}`);
      read.push(...json.matches.map(({ id }: { id: string }) => id));
      after = json.next;
    }
    expect(read).toEqual(added);
  });

  test("is told what was wrong with a request", async () => {
    for (const query of ["limit=0", "limit=501", "limit=x", "after=x"]) {
      expect((await call("GET", `/arrivals?${query}`)).status).toBe(400);
    }
    for (const body of ["", "{", "[]", { ids: [] }, { ids: ["x"] }, { ids: [1] }]) {
      expect((await call("POST", "/arrivals/acknowledge", body)).status).toBe(400);
    }
    for (const url of ["nowhere", "ftp://x.example", "javascript:alert(1)"]) {
      expect((await call("PUT", "/webhook", { url })).status).toBe(400);
    }
  });

  test("reads who arrived until it acknowledges it, in order, and never another partner's", async () => {
    await grantConsent(MAYA, partner);
    const other = await createPartner({ name: "Spark", homepage: null });
    const otherKey = (await createKey(other, "key")) ?? "";
    const arrived = [await arrive(MAYA), await arrive(MAYA), await arrive(NOOR)];
    await queueForPartners();
    await queueForPartners();
    expect(await db.notification.count({ where: { status: "sent" } })).toBe(3);

    const { json } = await call("GET", "/arrivals");
    expect(
      json.arrivals.map(
        (a: { match: { source: { username: string } } }) => a.match.source.username,
      ),
    ).toEqual(arrived.slice(0, 2).map(({ name }) => name));
    expect((await call("GET", "/arrivals", undefined, otherKey)).json.arrivals).toEqual([]);

    const ids = json.arrivals.map(({ id }: { id: string }) => id);
    const stolen = await call("POST", "/arrivals/acknowledge", { ids }, otherKey);
    expect(stolen.json).toEqual({ acknowledged: 0 });
    const first = await call("POST", "/arrivals/acknowledge", { ids: ids.slice(0, 1) });
    expect(first.json).toEqual({ acknowledged: 1 });
    expect((await call("GET", "/arrivals")).json.arrivals).toMatchObject([{ id: ids[1] }]);
    await call("POST", "/arrivals/acknowledge", { ids });
    expect((await call("GET", "/arrivals")).json.arrivals).toEqual([]);
  });

  test("hears of nobody whom the person dismisses or blocks before it reads", async () => {
    await grantConsent(MAYA, partner);
    const [dismissed, blocked, left] = [await arrive(MAYA), await arrive(MAYA), await arrive(MAYA)];
    await queueForPartners();
    await db.userMatchStatus.create({
      data: { userDid: MAYA, matchId: dismissed.matchId, dismissedAt: new Date() },
    });
    await block(MAYA, blocked.name);
    expect((await call("GET", "/arrivals")).json.arrivals).toMatchObject([
      { match: { source: { username: left.name } } },
    ]);
  });

  test("gets nothing more of a person who took their consent back", async () => {
    await grantConsent(MAYA, partner);
    await arrive(MAYA);
    await queueForPartners();
    await revokeConsent(MAYA, partner);
    expect((await call("GET", "/arrivals")).json.arrivals).toEqual([]);
    expect(await db.partnerDelivery.count()).toBe(0);
  });
});

describe("a webhook", () => {
  type Call = { headers: IncomingHttpHeaders; body: string };
  const calls: Call[] = [];
  let status = 200;
  const server = createServer((request, response) => {
    let body = "";
    request.on("data", (chunk) => {
      body += chunk;
    });
    request.on("end", () => {
      calls.push({ headers: request.headers, body });
      response.writeHead(status).end("ignored");
    });
  });
  const url = () => `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`;

  beforeAll(() => new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve)));
  afterAll(() => new Promise((resolve) => server.close(resolve)));
  beforeEach(async () => {
    calls.length = 0;
    status = 200;
    await grantConsent(MAYA, partner);
  });

  /** As if the time of the next attempt had come. */
  const bringForward = () =>
    db.$executeRaw`UPDATE partner_deliveries SET next_attempt_at = now()
      WHERE next_attempt_at IS NOT NULL`;

  test("is called once for each arrival, signed, and its 2xx acknowledges it", async () => {
    const { json } = await call("PUT", "/webhook", { url: url() });
    const { name } = await arrive(MAYA);
    await queueForPartners();
    expect(await callWebhooks(later(), never)).toEqual({ delivered: 1 });
    expect(await callWebhooks(later(), never)).toBeNull();

    const [{ headers, body } = { headers: {}, body: "" }, ...more] = calls;
    expect(more).toEqual([]);
    const secret = Buffer.from(json.secret.replace("whsec_", ""), "base64");
    const signed = `${headers["webhook-id"]}.${headers["webhook-timestamp"]}.${body}`;
    const signature = createHmac("sha256", secret).update(signed).digest("base64");
    expect(headers["webhook-signature"]).toBe(`v1,${signature}`);
    const { parameters, requestBody } = document.webhooks.arrival.post;
    for (const { name } of parameters) expect(headers[name]).toBeTruthy();
    const { schema } = requestBody.content["application/json"];
    z.fromJSONSchema(schema as Parameters<typeof z.fromJSONSchema>[0]).parse(JSON.parse(body));
    expect(JSON.parse(body)).toMatchObject({
      type: "arrival",
      data: { person: MAYA, match: { source: { username: name } } },
    });
    expect((await call("GET", "/arrivals")).json.arrivals).toEqual([]);
    const { webhookSecret } = await db.partner.findUniqueOrThrow({ where: { id: partner } });
    expect(Buffer.from(webhookSecret ?? []).includes(secret)).toBe(false);
  });

  test("that fails is called again with the same id, less and less often, and then no more", async () => {
    await call("PUT", "/webhook", { url: url() });
    await arrive(MAYA);
    await queueForPartners();
    status = 500;
    const waits: number[] = [];
    for (;;) {
      await callWebhooks(later(), never);
      const { nextAttemptAt, error } = await db.partnerDelivery.findFirstOrThrow();
      expect(error).toBe("status 500");
      if (!nextAttemptAt) break;
      waits.push(nextAttemptAt.getTime() - Date.now());
      await bringForward();
    }
    expect(calls).toHaveLength(8);
    expect(new Set(calls.map(({ headers }) => headers["webhook-id"])).size).toBe(1);
    expect(waits).toEqual(waits.toSorted((a, b) => a - b));
    expect((await call("GET", "/arrivals")).json.arrivals).toHaveLength(1);

    status = 204;
    await call("PUT", "/webhook", { url: url() });
    expect(await callWebhooks(later(), never)).toEqual({ delivered: 1 });
  });

  test("is called in the very moment in which it becomes due", async () => {
    await call("PUT", "/webhook", { url: url() });
    await arrive(MAYA);
    await queueForPartners();
    status = 500;
    for (let attempt = 0; attempt < 7; attempt++) {
      await bringForward();
      expect(await callWebhooks(later(), never)).toEqual({ delivered: 0 });
    }
  });

  test("that is gone is not called again", async () => {
    await call("PUT", "/webhook", { url: url() });
    await arrive(MAYA);
    await queueForPartners();
    status = 410;
    await callWebhooks(later(), never);
    expect(await db.partner.findFirst()).toMatchObject({ webhookUrl: null, webhookSecret: null });
    await bringForward();
    await callWebhooks(later(), never);
    expect(calls).toHaveLength(1);
    expect((await call("GET", "/arrivals")).json.arrivals).toHaveLength(1);
  });

  test("is not called about somebody whom the person blocks meanwhile", async () => {
    await call("PUT", "/webhook", { url: url() });
    const [blocked, left] = [await arrive(MAYA), await arrive(MAYA)];
    await queueForPartners();
    await block(MAYA, blocked.name);
    expect(await callWebhooks(later(), never)).toEqual({ delivered: 1 });
    expect(calls.map(({ body }) => JSON.parse(body).data.match.source.username)).toEqual([
      left.name,
    ]);
    await bringForward();
    expect(await callWebhooks(later(), never)).toBeNull();
  });

  test("is called once although two workers call", async () => {
    await call("PUT", "/webhook", { url: url() });
    for (let count = 0; count < 60; count++) await arrive(MAYA);
    await Promise.all([queueForPartners(), queueForPartners()]);
    await Promise.all([callWebhooks(later(), never), callWebhooks(later(), never)]);
    expect(calls).toHaveLength(60);
    expect(new Set(calls.map(({ headers }) => headers["webhook-id"])).size).toBe(60);
    await call("DELETE", "/webhook");
    expect(await db.partner.findFirst()).toMatchObject({ webhookUrl: null });
  });
});
