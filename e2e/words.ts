import { readdirSync, readFileSync } from "node:fs";
import { createTranslator } from "use-intl/core";
import type en from "../messages/en";

const folder = new URL("../messages/en/", import.meta.url);

/** The app's own words: what a test looks for is what the page says, also after somebody has put it better. */
export const words = createTranslator({ locale: "en", messages: readMessages() });

/** As messages/en does it, whose imports of JSON only a bundler understands. */
function readMessages() {
  const rooms = readdirSync(folder)
    .filter((file) => file.endsWith(".json"))
    .map((file) => {
      const messages = JSON.parse(readFileSync(new URL(file, folder), "utf8"));
      return file === "app.json" ? messages : { [file.slice(0, -".json".length)]: messages };
    });
  return Object.assign({}, ...rooms) as typeof en;
}
