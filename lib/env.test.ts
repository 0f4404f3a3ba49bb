import { describe, expect, test } from "vitest";
import { InvalidSettings, readSettings } from "./env";

const complete = {
  PUBLIC_URL: "http://127.0.0.1:3000",
  DATABASE_URL: "postgresql://u:p@localhost/atlast",
  ENCRYPTION_KEYS: `a:${Buffer.alloc(32).toString("base64url")}`,
  AUTH_SECRET: "x".repeat(32),
};
const privateKey = { kty: "EC", crv: "P-256", kid: "1", d: "d", x: "x", y: "y" };

function problemsOf(settings: Record<string, string | undefined>) {
  try {
    readSettings(settings);
  } catch (error) {
    if (error instanceof InvalidSettings) return error.message.split("\n");
    throw error;
  }
  return [];
}

describe("settings", () => {
  test("on one's own machine need no OAuth key", () => {
    expect(readSettings(complete).PUBLIC_URL).toBe("http://127.0.0.1:3000");
  });

  test("name everything that is missing at once", () => {
    expect(problemsOf({})).toEqual([
      "PUBLIC_URL: is missing",
      "DATABASE_URL: is missing",
      "ENCRYPTION_KEYS: is missing",
      "AUTH_SECRET: is missing",
    ]);
  });

  test("of a public address include an OAuth key", () => {
    const settings = { ...complete, PUBLIC_URL: "https://atlast.example/" };
    expect(problemsOf(settings)).toEqual([
      "OAUTH_PRIVATE_KEYS: is missing: a public address needs a key of its own to sign people in",
    ]);
    const { PUBLIC_URL, OAUTH_PRIVATE_KEYS } = readSettings({
      ...settings,
      OAUTH_PRIVATE_KEYS: JSON.stringify(privateKey),
    });
    expect(PUBLIC_URL).toBe("https://atlast.example");
    expect(OAUTH_PRIVATE_KEYS).toEqual([privateKey]);
  });

  test.each([
    [{ PUBLIC_URL: "http://atlast.example" }, /^PUBLIC_URL: must be https/],
    [{ PUBLIC_URL: "http://localhost:3000" }, /^PUBLIC_URL: must be https/],
    [{ PUBLIC_URL: "https://atlast.example/app" }, /^PUBLIC_URL: must be an origin/],
    [{ DATABASE_URL: "mysql://x" }, /^DATABASE_URL: /],
    [{ ENCRYPTION_KEYS: "a:dG9vc2hvcnQ" }, /^ENCRYPTION_KEYS: each key has 32 bytes/],
    [{ ENCRYPTION_KEYS: "no id" }, /^ENCRYPTION_KEYS: each key is written id:secret/],
    [
      { ENCRYPTION_KEYS: `${complete.ENCRYPTION_KEYS} ${complete.ENCRYPTION_KEYS}` },
      /^ENCRYPTION_KEYS: each key needs an id/,
    ],
    [{ OAUTH_PRIVATE_KEYS: JSON.stringify([privateKey, privateKey]) }, /each key needs a kid/],
    [{ AUTH_SECRET: "short" }, /^AUTH_SECRET: must have at least 32/],
    [{ AUTH_SECRET: "" }, /^AUTH_SECRET: is missing/],
    [{ CRON_SECRET: "guess" }, /^CRON_SECRET: must have at least 16/],
    [{ OAUTH_PRIVATE_KEYS: "{" }, /^OAUTH_PRIVATE_KEYS: must be JSON/],
  ])("with %j are refused", (wrong, problem) => {
    const settings = { ...complete, OAUTH_PRIVATE_KEYS: JSON.stringify(privateKey), ...wrong };
    expect(problemsOf(settings)).toEqual([expect.stringMatching(problem)]);
  });

  test("are never printed with their values", () => {
    expect(
      problemsOf({ ...complete, AUTH_SECRET: "hunter2", CRON_SECRET: "swordfish" }).join(),
    ).not.toMatch(/hunter2|swordfish/);
  });
});
