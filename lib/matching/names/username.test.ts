import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { normalizeUsername, readSource, readUsername, usernameKey } from "./username";

test("the identity of an account keeps its separators", () => {
  expect(usernameKey(" @John.Doe ")).toBe("john.doe");
  expect(usernameKey("john_doe")).not.toBe(usernameKey("john.doe"));
});

describe("for finding, spellings of one name are the same", () => {
  test.each([
    ["john.doe", "johndoe"],
    ["@John_Doe-", "johndoe"],
    ["ＪＯＨＮ", "john"],
    ["zoë", "zoe"],
    ["john@mastodon.social", "john"],
    ["@john@mastodon.social", "john"],
    ["_@_", ""],
    ["___", ""],
  ])("%s", (username, normalized) => {
    expect(normalizeUsername(username)).toBe(normalized);
  });

  test("a username with a letter or a digit never becomes empty", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme" }), (username) => {
        fc.pre(/[\p{L}\p{N}]/u.test(username));
        expect(normalizeUsername(username)).not.toBe("");
      }),
      { numRuns: 2000 },
    );
  });
});

test("numbers that a platform gave name nobody", () => {
  expect(readUsername("UCabcdefghijklmnopqrstuv").plain).toBe("");
  expect(readUsername("1234567890").plain).toBe("");
  expect(readUsername("1984").plain).toBe("1984");
});

test("a fediverse address is a name on a server", () => {
  expect(readUsername("@Jane_Doe@Social.Example.org")).toEqual({
    written: "jane_doe",
    plain: "janedoe",
    parts: ["jane", "doe"],
    server: "social.example.org",
  });
});

test("a channel title in place of a username is a name", () => {
  expect(readSource({ username: "Ada Lovelace Maths" }).name.words).toEqual([
    "ada",
    "lovelace",
    "maths",
  ]);
});
