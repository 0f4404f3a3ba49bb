import { describe, expect, test } from "vitest";
import { handleProbes, searchForms, wordsApart } from "./probes";

describe("handles are asked for that the person may have, the most probable first", () => {
  test.each([
    [{ username: "Jane_Doe" }, ["janedoe.bsky.social", "jane-doe.bsky.social", "janedoe.com"]],
    [
      { username: "nytimes.com" },
      ["nytimes.com", "nytimescom.bsky.social", "nytimes-com.bsky.social", "nytimescom.com"],
    ],
    [{ username: "jane.doe" }, ["janedoe.bsky.social", "jane-doe.bsky.social", "janedoe.com"]],
    [{ username: "jd" }, []],
    [{ username: "_jd_x_" }, ["jdx.bsky.social", "jd-x.bsky.social"]],
    [
      { username: "jane@example.social" },
      ["jane.bsky.social", "jane.com", "jane.example.social.ap.brid.gy"],
    ],
    [
      { username: "zqxj", displayName: "Ada Lovelace" },
      ["zqxj.bsky.social", "zqxj.com", "adalovelace.bsky.social", "adalovelace.com"],
    ],
    [
      { username: "zqxj", displayName: "Ada 🦋 ada.engine.dev" },
      ["ada.engine.dev", "zqxj.bsky.social", "zqxj.com"],
    ],
    [{ username: "averyverylongusername1" }, ["averyverylongusername1.com"]],
    [{ username: "さくら" }, []],
    [{ username: "UCabcdefghijklmnopqrstuv", displayName: "さくら" }, []],
    [{ username: "" }, []],
  ])("%j", (source, probes) => {
    expect(handleProbes(source)).toEqual(probes);
  });
});

test("every host is asked", () => {
  expect(handleProbes({ username: "jane" }, ["bsky.social", "pds.example.org"])).toEqual([
    "jane.bsky.social",
    "jane.pds.example.org",
    "jane.com",
  ]);
});

test("more hosts are worth one handle each, and take no other's place", () => {
  const probes = handleProbes({ username: "jane_doe" }, ["bsky.social"], ["a.social", "b.social"]);
  expect(probes).toEqual([
    "janedoe.bsky.social",
    "jane-doe.bsky.social",
    "janedoe.com",
    "janedoe.a.social",
    "janedoe.b.social",
  ]);
});

describe("a search is for whole words, without signs of the search's own language", () => {
  test.each([
    [{ username: "jane_doe" }, ["janedoe", "jane doe"]],
    [{ username: "zqx", displayName: 'Ada "the" Lovelace*' }, ["zqx", "ada the lovelace"]],
    [{ username: "zqx", displayName: "Иван Петров" }, ["zqx", "иван петров"]],
    [{ username: "UCabcdefghijklmnopqrstuv", displayName: "Ada" }, ["ada"]],
    [{ username: "___" }, []],
  ])("%j", (source, forms) => {
    expect(searchForms(source)).toEqual(forms);
  });
});

describe("where the words of a username end is read off a display name", () => {
  test.each([
    ["adalovelace", "Ada Lovelace", "ada lovelace"],
    ["AdaLovelace", "🎛️ Ada", "ada lovelace"],
    ["adalovelace", "Dr. Lovelace", "ada lovelace"],
    ["adalovelace", "Augusta King", null],
    ["adalovelace", "adalovelace", null],
    ["adal", "Ada", null],
    ["adalovelace", undefined, null],
  ])("%s, %s", (username, displayName, apart) => {
    expect(wordsApart(username, displayName)).toBe(apart);
  });
});
