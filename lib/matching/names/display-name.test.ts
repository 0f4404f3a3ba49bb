import { describe, expect, test } from "vitest";
import { readDisplayName } from "./display-name";

describe("a display name gives its words, without what stands around them", () => {
  test.each([
    ["Ada Lovelace", ["ada", "lovelace"]],
    ["Dr. Ada Lovelace, PhD", ["ada", "lovelace"]],
    ["Ada Lovelace (she/her) 🏳️‍🌈", ["ada", "lovelace"]],
    ["Ada Lovelace | maths & engines", ["ada", "lovelace"]],
    ["Ada Lovelace - Analytical Engine", ["ada", "lovelace"]],
    ["Ada King-Noel", ["ada", "king", "noel"]],
    ["Sinéad O'Connor", ["sinead", "oconnor"]],
    ["𝐀𝐝𝐚 ✨ 𝐋𝐨𝐯𝐞𝐥𝐚𝐜𝐞", ["ada", "lovelace"]],
    ["ADA™", ["ada"]],
    ["Иван Петров", ["ivan", "petrov"]],
    ["桜 太郎", ["桜", "太郎"]],
    ["【公式】さくら", ["さくら"]],
    ["Dr. Prof.", ["dr", "prof"]],
    ["🌸🌸🌸", []],
    ["", []],
  ])("%s", (displayName, words) => {
    expect(readDisplayName(displayName).words).toEqual(words);
  });
});

test("what stands beside the name is kept as another name", () => {
  expect(readDisplayName("Ada 'countess' Lovelace").aliases).toEqual(["countess"]);
  expect(readDisplayName("Engine Weekly - Ada Lovelace").aliases).toEqual(["adalovelace"]);
  expect(readDisplayName("Ada Lovelace (she/her)").aliases).toEqual([]);
  expect(readDisplayName("(Ada Lovelace)").words).toEqual(["ada", "lovelace"]);
});

test("umlauts are also read as two letters", () => {
  const { words, longWords } = readDisplayName("Jörg Müller");
  expect(words).toEqual(["jorg", "muller"]);
  expect(longWords).toEqual(["joerg", "mueller"]);
  expect(readDisplayName("Ada Lovelace").longWords).toBeNull();
});

test("a handle in a display name is found and is no part of the name", () => {
  const { handles, words } = readDisplayName("Ada Lovelace 🦋 @ada.engine.dev");
  expect(handles).toEqual(["ada.engine.dev"]);
  expect(words).toEqual(["ada", "lovelace"]);
});

test("words for a search keep their script", () => {
  expect(readDisplayName("Иван Петров").ownWords).toEqual(["иван", "петров"]);
});
