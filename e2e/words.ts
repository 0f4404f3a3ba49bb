import { readdirSync, readFileSync } from "node:fs";
import { createTranslator } from "use-intl/core";
import type { Language } from "../i18n/languages";
import type { Messages } from "../messages";
import { messagesFolder } from "./places";

/** Files whose messages are no room's own. */
const shared = ["app", "start"];

/**
 * Every message of a language. Read, not imported: Node imports JSON only with an attribute, and with one the build
 * takes a message file for plain data and does not parse its messages.
 */
export function messagesIn(locale: Language): Messages {
  const folder = `${messagesFolder}/${locale}`;
  const rooms = readdirSync(folder).filter((file) => file.endsWith(".json"));
  const read = rooms.map((file) => {
    const name = file.slice(0, -".json".length);
    const messages = JSON.parse(readFileSync(`${folder}/${file}`, "utf8"));
    return shared.includes(name) ? messages : { [name]: messages };
  });
  return Object.assign({}, ...read);
}

/** The app's own words: what a test looks for is what the page says, also after somebody has put it better. */
export const words = wordsIn("en");

/** The same words in another language. */
export function wordsIn(locale: Language) {
  return createTranslator({ locale, messages: messagesIn(locale) });
}
