import { describe, expect, test } from "vitest";
import { blockingKeys, type Named } from "./keys";

function meet(one: Named, other: Named): boolean {
  const keys = new Set(blockingKeys(one));
  return blockingKeys(other).some((key) => keys.has(key));
}

describe("accounts that may be one person have a key in common", () => {
  test.each<[string, Named, Named]>([
    ["separators", { username: "jane_doe.x" }, { handle: "janedoe-x.bsky.social" }],
    ["digits", { username: "janedoe87" }, { handle: "janedoe.bsky.social" }],
    ["digits for letters", { username: "j4n3doe" }, { handle: "janedoe.bsky.social" }],
    ["doubled letters", { username: "janedooe" }, { handle: "janedoe.bsky.social" }],
    ["a usual addition", { username: "itsjanedoe" }, { handle: "janedoe-official.bsky.social" }],
    ["own domain", { username: "nytimes" }, { handle: "nytimes.com" }],
    ["a domain that spells it", { username: "swiftorg" }, { handle: "swift.org" }],
    ["a first name before a domain", { username: "adalove" }, { handle: "ada.love.phd" }],
    [
      "the full name as a handle",
      { username: "zqx", displayName: "Ada Lovelace" },
      { handle: "adalovelace.bsky.social" },
    ],
    [
      "initial and surname",
      { username: "zqx", displayName: "Ada Lovelace" },
      { handle: "alovelace.bsky.social" },
    ],
    ["the surname", { username: "zqx", displayName: "Ada Lovelace" }, { handle: "lovelace.dev" }],
    [
      "the same display name",
      { username: "zqx", displayName: "Ada Lovelace" },
      { handle: "enchantress.bsky.social", displayName: "Ada Lovelace ✨" },
    ],
    [
      "umlauts as two letters",
      { username: "zqx", displayName: "Jörg Müller" },
      { handle: "joergmueller.bsky.social" },
    ],
    [
      "a username as display name",
      { username: "enchantress" },
      { handle: "zqx.bsky.social", displayName: "Enchantress" },
    ],
  ])("%s", (_, one, other) => {
    expect(meet(one, other)).toBe(true);
  });
});

describe("accounts that share nothing telling have none", () => {
  test.each<[string, Named, Named]>([
    ["another name", { username: "janedoe" }, { handle: "johndoe.bsky.social" }],
    [
      "a first name",
      { username: "zqx", displayName: "Ada Lovelace" },
      { handle: "kjw.bsky.social", displayName: "Ada Byron" },
    ],
    ["no letters", { username: "___" }, { handle: "johndoe.bsky.social" }],
    ["a channel number", { username: "UCabcdefghijklmnopqrstuv" }, { handle: "uc.bsky.social" }],
  ])("%s", (_, one, other) => {
    expect(meet(one, other)).toBe(false);
  });
});

test("a name has few keys, all distinct and not empty", () => {
  const keys = blockingKeys({ username: "adalovelace", displayName: "Ada Lovelace" });
  expect(keys).toEqual(["adalovelace", "alovelace", "lovelace"]);
  expect(blockingKeys({ username: "janedoe" })).toEqual(["janedoe"]);
  expect(blockingKeys({ username: "___" })).toEqual([]);
});
