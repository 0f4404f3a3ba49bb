import { createTranslator } from "use-intl/core";
import { describe, expect, test } from "vitest";
import messages from "@/messages/en/exports.json";
import { importableKinds, platforms } from "./index";
import { listKinds, noteCodes, skipReasons, unreadableCodes } from "./types";

const params = {
  file: "export.zip",
  platform: "TikTok",
  megabytes: 500,
  count: 5,
  named: 2,
  unnamed: 3,
};
const translate = createTranslator({
  locale: "en",
  messages,
  onError: (error) => {
    throw error;
  },
});

describe("everything that reading can say has a sentence", () => {
  const keys = [
    ...unreadableCodes.flatMap((code) => [`errors.${code}.sentence`, `errors.${code}.hint`]),
    ...skipReasons.map((reason) => `skipped.${reason}`),
    ...noteCodes.map((code) => `notes.${code}`),
    ...listKinds.map((kind) => `kinds.${kind}.name`),
    ...listKinds
      .filter((kind) => !importableKinds.has(kind))
      .map((kind) => `kinds.${kind}.notImported`),
    ...platforms.flatMap(({ id }) =>
      ["steps.step1", "format", "duration", "reads", "readsNot"].map(
        (part) => `guides.${id}.${part}`,
      ),
    ),
    "kindQuestion",
  ];
  test.each(keys)("%s", (key) => {
    const sentence = translate(key as "kindQuestion", params);
    expect(sentence).toMatch(/\S.*$/);
    expect(sentence).not.toMatch(/[{}!]/);
  });
});

test("the sentence about followers names the platform and what to choose", () => {
  expect(translate("kinds.followers.notImported", { platform: "Instagram" })).toBe(
    "Instagram sent the list of people who follow you, not the people you follow. In the export, choose “Following”.",
  );
});
