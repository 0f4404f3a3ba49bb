import { type MessageFormatElement, parse, TYPE } from "@formatjs/icu-messageformat-parser";
import { describe, expect, test } from "vitest";
import { type Language, languages } from "@/i18n/languages";
import { readMessages } from "@/messages";

const english = flatten(await readMessages("en"));
/** Unicode's marks around text that is laid out by itself. */
const [ISOLATE, END_OF_ISOLATE] = ["\u2068", "\u2069"];
const others = (Object.keys(languages) as Language[]).filter((language) => language !== "en");

test("English is complete in itself: every message is a sentence that can be read", () => {
  for (const [key, text] of english) expect(argumentsOf(text), key).toBeInstanceOf(Set);
  expect(english.size).toBeGreaterThan(300);
});

describe.each(others)("in %s", async (language) => {
  const messages = flatten(await readMessages(language));

  test("every message is there, and none that nobody asks for", () => {
    expect([...messages.keys()].sort()).toEqual([...english.keys()].sort());
  });

  test("every message takes what the English one takes", () => {
    for (const [key, text] of messages) {
      expect(argumentsOf(text), key).toEqual(argumentsOf(english.get(key) ?? ""));
    }
  });

  test("every count has the plural forms of the language", () => {
    const needed = formsOfCounts(language);
    for (const [key, text] of messages) {
      for (const forms of pluralsOf(parse(text))) {
        const missing = needed.filter((form) => !forms.includes(form));
        // "other" stands for every form that is written alike, but not where a language tells them apart.
        expect(missing.length === 0 || forms.join() === "other", `${key} lacks ${missing}`).toBe(
          true,
        );
      }
    }
  });

  // A test that is skipped counts as one that failed.
  if (languages[language].direction === "rtl") {
    test("what is put into a sentence has a direction of its own, with the @ before it", () => {
      for (const [key, text] of messages) {
        for (const { index } of text.matchAll(/@?\{[a-z]+\}/gi)) {
          const before = text.slice(0, index);
          const depth = before.split(ISOLATE).length - before.split(END_OF_ISOLATE).length;
          expect(depth, `${key}, at ${index}`).toBe(1);
        }
      }
    });
  }
});

/** The plural forms of the numbers that count something here. Rarer ones are for decimals, or from a million on. */
function formsOfCounts(language: Language) {
  const rules = new Intl.PluralRules(language);
  return [...new Set(Array.from({ length: 200 }, (_, count) => rules.select(count)))];
}

function flatten(messages: object, path = ""): Map<string, string> {
  const entries = Object.entries(messages).flatMap(([key, value]): [string, string][] =>
    typeof value === "string"
      ? [[`${path}${key}`, value]]
      : [...flatten(value, `${path}${key}.`).entries()],
  );
  return new Map(entries);
}

/** The names of what is put into a message: arguments and tags. */
function argumentsOf(text: string): Set<string> {
  return new Set(elementsOf(parse(text)).flatMap((element) => nameOf(element)));
}

function nameOf(element: MessageFormatElement): string[] {
  if (element.type === TYPE.literal || element.type === TYPE.pound) return [];
  return [element.type === TYPE.tag ? `<${element.value}>` : element.value];
}

function pluralsOf(elements: MessageFormatElement[]): string[][] {
  return elementsOf(elements).flatMap((element) =>
    element.type === TYPE.plural
      ? [Object.keys(element.options).filter((form) => !form.startsWith("="))]
      : [],
  );
}

/** Every part of a message, also inside tags and choices. */
function elementsOf(elements: MessageFormatElement[]): MessageFormatElement[] {
  return elements.flatMap((element) => {
    if (element.type === TYPE.tag) return [element, ...elementsOf(element.children)];
    if (element.type !== TYPE.plural && element.type !== TYPE.select) return [element];
    return [element, ...Object.values(element.options).flatMap(({ value }) => elementsOf(value))];
  });
}
