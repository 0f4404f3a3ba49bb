// What a person waits for on a phone: the largest part of a page (LCP), the answer to what they do (INP), and how much the
// page jumps (CLS), in a real browser on the production build, with a real AT Protocol network on this machine. Then how
// evenly 50,000 rows scroll.
//   npm run build && npm run bench:pages [-- vitals | scrolling]
import { chromium } from "@playwright/test";
import setUp from "@/e2e/set-up";
import { chromiumFlags, prepareChromium } from "@/scripts/browser";
import { measurePages } from "./pages/measure-pages";
import { measureScrolling } from "./pages/measure-scrolling";

// What the app says of itself would push the figures away.
process.env.LOG_LEVEL ??= "warn";
const [only] = process.argv.slice(2);
const executablePath = await prepareChromium(console.log);
const tearDown = await setUp();
try {
  const browser = await chromium.launch({ executablePath, args: chromiumFlags });
  if (only !== "scrolling") await measurePages(browser);
  if (only !== "vitals") await measureScrolling(browser);
  await browser.close();
} finally {
  await tearDown();
}
process.exit(0);
