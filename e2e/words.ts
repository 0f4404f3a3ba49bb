import { createTranslator } from "use-intl/core";
import type { Language } from "../i18n/languages";
import { readMessages } from "../messages";
import messages from "../messages/en";

/** The app's own words: what a test looks for is what the page says, also after somebody has put it better. */
export const words = createTranslator({ locale: "en", messages });

/** The same words in another language. */
export async function wordsIn(locale: Language) {
  return createTranslator({ locale, messages: await readMessages(locale) });
}
