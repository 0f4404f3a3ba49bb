import { describe, expect, test } from "vitest";
import { isHandle, readHandle } from "./handle";

describe("only what the handle specification allows is a handle", () => {
  test.each(["jane.bsky.social", "xn--ls8h.test", "8.cn", "a-b.co", "JANE.example.com"])(
    "%s is one",
    (text) => {
      expect(isHandle(text)).toBe(true);
    },
  );

  test.each([
    "jane",
    "jane_doe.bsky.social",
    "-jane.bsky.social",
    "jane-.bsky.social",
    "jane..social",
    ".jane.social",
    "jane.1social",
    "jane.local",
    "jané.social",
    `${"a".repeat(64)}.com`,
    `${"a.".repeat(126)}com`,
    "",
  ])("%s is none", (text) => {
    expect(isHandle(text)).toBe(false);
  });
});

describe("a handle is taken apart by what its owner may have chosen", () => {
  test.each([
    [
      "Jane-Doe.bsky.social",
      { kind: "hosted", label: "jane-doe", domain: "bsky.social", stem: "" },
    ],
    ["jane.dev", { kind: "domain", label: "jane", domain: "jane.dev", whole: "janedev" }],
    ["swift.org", { kind: "domain", stem: "swift", whole: "swiftorg" }],
    ["bsky.jane.dev", { kind: "domain", label: "jane", domain: "jane.dev" }],
    ["jane.co.uk", { kind: "domain", label: "jane", stem: "jane", domain: "jane.co.uk" }],
    ["ada.love.phd", { kind: "subdomain", label: "ada", stem: "love", joined: "adalove" }],
    ["jane.mastodon.social.ap.brid.gy", { kind: "bridged", label: "jane", domain: "ap.brid.gy" }],
    ["jane.github.io", { kind: "hosted", label: "jane" }],
    ["co.uk", { kind: "domain", label: "co" }],
    ["jane", { kind: "hosted", label: "jane", domain: "" }],
  ])("%s", (handle, parts) => {
    expect(readHandle(handle)).toMatchObject(parts);
  });
});
