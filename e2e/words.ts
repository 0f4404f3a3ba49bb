import { createTranslator } from "use-intl/core";
import messages from "../messages/en";

/** The app's own words: what a test looks for is what the page says, also after somebody has put it better. */
export const words = createTranslator({ locale: "en", messages });
