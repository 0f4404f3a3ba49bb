import { expect, test } from "vitest";
import { describeError } from "./describe-error";
import { mask } from "./mask";

test.each([
  ["no did:plc:abc234 in it", "no <did> in it"],
  ["asked maya.bsky.social for @maya", "asked <name> for @maya"],
  ["GET https://pds.example.org/xrpc/x?handle=maya.example failed", "GET <address> failed"],
  ["connect to postgresql://atlast:hunter2@db:5432/atlast", "connect to <address>"],
  ["Bearer eyJhbGciOi.eyJzdWIi.c2ln", "Bearer <token>"],
  [`key ${"aB3-".repeat(10)}.`, "key <token>."],
  ["connect ECONNREFUSED 127.0.0.1:5432", "connect ECONNREFUSED 127.0.0.1:5432"],
])("%j is logged as %j", (text, logged) => {
  expect(mask(text)).toBe(logged);
});

test("a database error is logged without the row that it quotes", () => {
  const error = Object.assign(new Error("duplicate key: Key (username)=(secret_person) exists"), {
    severity: "ERROR",
    code: "23505",
    table: "source_accounts",
    constraint: "source_accounts_key",
  });
  const described = describeError(error);
  expect(described).toMatchObject({
    code: "23505",
    message: "database error source_accounts source_accounts_key",
  });
  expect(JSON.stringify(described)).not.toContain("secret_person");
});

test("an error is logged with where it happened and what caused it", () => {
  const cause = new TypeError("no answer from pds.example.org");
  const described = describeError(new Error("fetch failed", { cause }));
  expect(described.message).toBe("fetch failed (TypeError: no answer from <name>)");
  expect(described.stack).toMatch(/^ {4}at .*log\.test\.ts/);
});
