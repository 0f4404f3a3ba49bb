import { describe, expect, test } from "vitest";
import { foldText, hasDisguise, romanize, squeeze } from "./text";

describe("text that people hold for the same is spelt the same", () => {
  test.each([
    ["JANE", "jane"],
    ["Ｊａｎｅ", "jane"],
    ["𝙹𝚊𝚗𝚎", "jane"],
    ["Zoë", "zoe"],
    ["Søren Łukasz Æther Straße", "soren lukasz aether strasse"],
    ["İstanbul ışık", "istanbul isik"],
    ["Ѕtоrm", "storm"],
    ["Сергей", "сергей"],
    ["ガンダム", "ガンダム"],
    ["हिन्दी", "हिन्दी"],
  ])("%s", (text, folded) => {
    expect(foldText(text)).toBe(folded);
  });
});

test("squeezing leaves letters and digits, in any script, and no emoji", () => {
  expect(squeeze("_jane.doe-87 ❤️🏳️‍🌈")).toBe("janedoe87");
  expect(squeeze("さくら_99")).toBe("さくら99");
  expect(squeeze("1️⃣")).toBe("1");
  expect(squeeze("___")).toBe("");
});

describe("Cyrillic and Greek words come out in Latin letters", () => {
  test.each([
    ["сергей", "sergey"],
    ["юлия", "yuliya"],
    ["ольга", "olga"],
    ["щербак", "shcherbak"],
    ["νικος", "nikos"],
    ["さくら", "さくら"],
  ])("%s", (word, latin) => {
    expect(romanize(word)).toBe(latin);
  });
});

describe("a foreign letter in a Latin word is a disguise, other scripts are none", () => {
  test.each([
    ["Еlоn Мusk", true],
    ["paypаl", true],
    ["Elon Musk", false],
    ["Иван Петров", false],
    ["Иван Ivan", false],
    ["Νίκος", false],
    ["λcalc", false],
  ])("%s", (text, disguised) => {
    expect(hasDisguise(text)).toBe(disguised);
  });
});
