import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, test } from "vitest";
import { mapClientOrigins } from "./client-origins";

test("what is fetched from a client's origin comes from its port on this machine, until the end", async () => {
  const server = createServer((request, response) => response.end(request.url));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  const realFetch = globalThis.fetch;

  const unmap = mapClientOrigins({ "https://app.atlast-example.org": port });
  const metadata = await fetch("https://app.atlast-example.org/oauth-client-metadata.json?v=1");
  expect(await metadata.text()).toBe("/oauth-client-metadata.json?v=1");
  const keys = await fetch(new Request("https://app.atlast-example.org/oauth/jwks.json"));
  expect(await keys.text()).toBe("/oauth/jwks.json");
  const direct = await fetch(`http://localhost:${port}/other`);
  expect(await direct.text()).toBe("/other");

  unmap();
  expect(globalThis.fetch).toBe(realFetch);
  server.closeAllConnections();
  server.close();
});
