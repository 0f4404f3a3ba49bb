import { createServer, type Server } from "node:net";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { startSignIn } from ".";

// With the settings of a public network (its directory has an https address) the guard is up.
const HTTPS_PORT = 443;
let connections = 0;
let server: Server | null;

beforeAll(async () => {
  server = await listen();
});
afterAll(() => server?.close());

describe("whatever a person types, the app connects to nothing inside its own network:", () => {
  test.each([
    "https://127.0.0.1",
    "https://localhost",
    "https://[::1]",
    "https://10.0.0.1",
    "https://169.254.169.254",
    "https://2130706433",
    "did:web:localhost",
    "did:web:127.0.0.1",
  ])("%s", async (typed) => {
    expect(await startSignIn(typed, { returnTo: "/" })).toMatchObject({ ok: false });
    expect(connections).toBe(0);
  });
});

/** Where an https address on this machine would lead to; null where we may not listen there. */
function listen() {
  return new Promise<Server | null>((resolve) => {
    const listening = createServer((socket) => {
      connections += 1;
      socket.destroy();
    });
    listening.once("error", () => resolve(null));
    listening.listen(HTTPS_PORT, "127.0.0.1", () => resolve(listening));
  });
}
