import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { trace } from "@opentelemetry/api";
import { afterAll, beforeAll, expect, test } from "vitest";
import { db } from "@/lib/db";
import { startTelemetry } from ".";

const received = new Map<string, string>();
const collector = createServer(async (request, response) => {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  const path = request.url ?? "";
  // Protocol buffers keep text as it is.
  received.set(path, (received.get(path) ?? "") + Buffer.concat(chunks).toString("latin1"));
  response.end();
});

beforeAll(async () => {
  await new Promise<void>((resolve) => collector.listen(0, "127.0.0.1", resolve));
});
afterAll(() => collector.close());

test("without a collector nothing is sent", async () => {
  expect(await startTelemetry()).toBeNull();
});

test("a collector gets traces of requests and statements, and what operators watch, but nobody's name", async () => {
  const { port } = collector.address() as AddressInfo;
  process.env.OTEL_EXPORTER_OTLP_ENDPOINT = `http://127.0.0.1:${port}`;
  await db.user.create({ data: { did: "did:plc:person", handle: "maya.example" } });
  const stop = await startTelemetry();

  const attributes = { "http.target": "/oauth/callback?code=a-code-that-is-secret" };
  await trace.getTracer("test").startActiveSpan("GET", { attributes }, async (span) => {
    await db.user.findMany({ where: { handle: "maya.example" } });
    span.end();
  });
  await stop?.();

  const traces = received.get("/v1/traces") ?? "";
  expect(traces).toContain("atlast");
  expect(traces).toContain("/oauth/callback");
  expect(traces).toContain('FROM "public"."users"');
  expect(received.get("/v1/metrics")).toContain("atlast_people");
  for (const sent of received.values()) {
    expect(sent).not.toMatch(/secret|maya\.example|did:plc:person/);
  }
});
