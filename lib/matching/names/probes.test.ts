import { describe, expect, test } from "vitest";
import { handleProbes, searchForms } from "./probes";

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
