import { beforeEach, describe, expect, test, vi } from "vitest";

const key = (id: string, byte: number) => `${id}:${Buffer.alloc(32, byte).toString("base64url")}`;

/** The room as a process with these keys has it. */
async function secretsWith(...keys: string[]) {
  vi.resetModules();
  vi.stubEnv("ENCRYPTION_KEYS", keys.join(","));
  return import("./secrets");
}

beforeEach(() => {
  vi.stubEnv("PUBLIC_URL", "http://127.0.0.1:3000");
  vi.stubEnv("DATABASE_URL", "postgresql://127.0.0.1/none");
  vi.stubEnv("AUTH_SECRET", "x".repeat(40));
});

describe("a sealed value", () => {
  test("opens at its place and shows nothing of the text", async () => {
    const { seal, unseal } = await secretsWith(key("a", 1));
    const sealed = seal("geheim 🔑", "row/1");
    expect(Buffer.from(sealed).toString("latin1")).not.toContain("geheim");
    expect(unseal(sealed, "row/1")).toBe("geheim 🔑");
  });

  test("does not open at another place, nor after a changed byte", async () => {
    const { seal, unseal } = await secretsWith(key("a", 1));
    const sealed = seal("text", "row/1");
    expect(unseal(sealed, "row/2")).toBeNull();
    for (let i = 0; i < sealed.length; i++) {
      const changed = Uint8Array.from(sealed);
      changed[i] = (changed[i] ?? 0) ^ 1;
      expect(unseal(changed, "row/1")).toBeNull();
    }
  });

  test("opens after a new key was put in front, and no more once its own key is gone", async () => {
    const sealed = (await secretsWith(key("a", 1))).seal("text", "row/1");
    const rotated = await secretsWith(key("b", 2), key("a", 1));
    expect(rotated.unseal(sealed, "row/1")).toBe("text");
    expect(Buffer.from(rotated.seal("new", "row/1")).subarray(0, 2).toString("latin1")).toBe(
      "\u0001b",
    );
    expect((await secretsWith(key("b", 2))).unseal(sealed, "row/1")).toBeNull();
  });
});

describe("comparing secrets", () => {
  test.each([
    ["same", "same", true],
    ["same", "other", false],
    ["longer than", "short", false],
    ["", "", false],
    [null, undefined, false],
    ["anything", undefined, false],
  ])("%j against %j is %s", async (given, expected, equal) => {
    const { sameSecret } = await secretsWith(key("a", 1));
    expect(sameSecret(given, expected)).toBe(equal);
  });
});
