import { fileURLToPath } from "node:url";

export const buildId = fromRoot(".next/BUILD_ID");
export const worldFolder = fromRoot(".atlast/e2e");
/** What the set-up tells the specs. */
export const worldFile = fromRoot(".atlast/e2e/world.json");
export const samplesFolder = fromRoot(".atlast/e2e/exports");
export const messagesFolder = fromRoot("messages");
/** Pictures of the pages, to look at. */
export const screensFolder = fromRoot("test-results/screens");

function fromRoot(path: string) {
  return fileURLToPath(new URL(`../${path}`, import.meta.url));
}
