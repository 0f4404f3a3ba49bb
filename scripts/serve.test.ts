import { execFile } from "node:child_process";
import { createServer } from "node:net";
import { fileURLToPath } from "node:url";
import { parseEnv, promisify } from "node:util";
import { describe, expect, test } from "vitest";
import { readSettings } from "../lib/env";
import { makeSecrets } from "./secrets";

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));
const OWN = { PUBLIC_URL: "http://127.0.0.1:3000", DATABASE_URL: "postgresql://u:p@127.0.0.1:9/x" };
/** What .env may hold on this machine stays out of it: what is set here, also to nothing, counts. */
const NOTHING = Object.fromEntries(
  [...Object.keys(OWN), ...Object.keys(await makeSecrets()), "PORT"].map((name) => [name, ""]),
);

function run(script: string, args: string[], settings: Record<string, string> = {}) {
  const env = { ...process.env, ...NOTHING, ...settings };
  return promisify(execFile)(process.execPath, ["--import", "tsx", here(script), ...args], {
    env,
  }).then(
    ({ stdout }) => ({ code: 0, said: stdout }),
    ({ code, stdout, stderr }) => ({ code, said: `${stdout}${stderr}` }),
  );
}

describe("npm start", () => {
  test("without settings names everything that is missing, and what to do", async () => {
    const { code, said } = await run("./serve.ts", ["start"]);
    expect(code).toBe(1);
    for (const name of ["PUBLIC_URL", "ENCRYPTION_KEYS", "AUTH_SECRET"]) {
      expect(said).toContain(`  ${name}: is missing\n`);
    }
    expect(said).toContain("npm run keys");
    expect(said).not.toContain("    at ");
  });

  test("in public without a key of its own says that one is needed", async () => {
    const { OAUTH_PRIVATE_KEYS: _, ...secrets } = await makeSecrets();
    const settings = { ...OWN, ...secrets, PUBLIC_URL: "https://atlast.example.org" };
    const { code, said } = await run("./serve.ts", ["start"], settings);
    expect(code).toBe(1);
    expect(said).toContain("OAUTH_PRIVATE_KEYS: is missing: a public address needs a key");
  });

  test("on a port that something else has says so", async () => {
    const other = createServer();
    const port = await new Promise<number>((resolve) => {
      other.listen(0, "127.0.0.1", () => resolve((other.address() as { port: number }).port));
    });
    const settings = { ...OWN, ...(await makeSecrets()), PORT: String(port) };
    const { code, said } = await run("./serve.ts", ["start"], settings);
    other.close();
    expect(code).toBe(1);
    expect(said.trim()).toBe(
      `Port ${port} is in use. Stop what uses it, or set PORT to another one.`,
    );
  });

  test.each(["three", "0", "65536", "3000.5"])("on port %s says what a port is", async (PORT) => {
    const settings = { ...OWN, ...(await makeSecrets()), PORT };
    const { code, said } = await run("./serve.ts", ["start"], settings);
    expect(code).toBe(1);
    expect(said.trim()).toBe(`PORT is a number from 1 to 65535, not "${PORT}".`);
  });
});

test("what npm run keys prints is all that a public installation needs beside its addresses", async () => {
  const { said } = await run("./keys.ts", []);
  const settings = readSettings({
    ...parseEnv(said),
    PUBLIC_URL: "https://atlast.example.org",
    DATABASE_URL: OWN.DATABASE_URL,
  });
  expect(settings.OAUTH_PRIVATE_KEYS).toHaveLength(1);
  expect(settings.ENCRYPTION_KEYS[0]?.secret).toHaveLength(32);
  expect(settings.CRON_SECRET).toBeDefined();
});
