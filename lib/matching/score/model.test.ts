import { createTranslator } from "use-intl/core";
import { expect, test } from "vitest";
import messages from "@/messages/en";
import { bandOf, LOOK_SCORE, MODEL, MODEL_VERSION, SURE_SCORE } from "./model";

const weights = Object.entries(MODEL.weights);

test("every weight is finite and says what it means", () => {
  for (const [code, { weight, meaning }] of weights) {
    expect(Number.isFinite(weight), code).toBe(true);
    expect(meaning, code).toMatch(/^[A-Z].+\.$/);
  }
  expect(MODEL.prior).toBeLessThan(0);
  expect(Number.isInteger(MODEL_VERSION)).toBe(true);
});

test("the closer a handle is to the name, the more it says", () => {
  const weightOf = (code: keyof typeof MODEL.weights) => MODEL.weights[code].weight;
  expect(weightOf("same-handle")).toBeGreaterThan(weightOf("same-label"));
  expect(weightOf("same-label")).toBeGreaterThan(weightOf("handle-is-name"));
  expect(weightOf("more-in-handle")).toBeLessThan(0);
  expect(weightOf("missing-from-handle")).toBeLessThan(0);
  expect(weightOf("rare-name")).toBeGreaterThan(0);
});

test("bands follow each other, and evidence that forbids to be sure does so", () => {
  const { floor, look, sure } = MODEL.bands;
  expect([floor, look, sure, 99].toSorted((a, b) => a - b)).toEqual([floor, look, sure, 99]);
  expect([bandOf(SURE_SCORE), bandOf(SURE_SCORE - 1)]).toEqual(["sure", "look"]);
  expect([bandOf(LOOK_SCORE), bandOf(LOOK_SCORE - 1)]).toEqual(["look", "weak"]);
  for (const [code, ceiling] of Object.entries(MODEL.ceilings)) {
    expect(ceiling, code).toBeLessThan(SURE_SCORE);
  }
});

test("every kind of evidence can be told, and nothing else is", () => {
  const codes = weights.map(([code]) => code);
  expect(Object.keys(messages.matching.evidence).toSorted()).toEqual(codes.toSorted());
});

test.each(Object.keys(messages.matching.evidence))("%s is told without a gap", (code) => {
  const t = createTranslator({ locale: "en", messages, namespace: "matching.evidence" });
  const values = {
    name: "zorvanelli",
    domain: "example.org",
    part: "zorva",
    addition: "official",
    handle: "zorvanelli.bsky.social",
    site: "tiktok",
    word: "parody",
    label: "spam",
    count: 2,
    days: 3,
  };
  const text = t(code as Parameters<typeof t>[0], values as never);
  expect(text).not.toContain("matching.evidence");
  expect(text).not.toMatch(/[{}]/);
});
