import type { Browser, Page } from "@playwright/test";
import type { Person } from "@/e2e/world";
import { quantile } from "../watch/figures";
import { addLongList } from "./long-list";
import { desktop, openPage, phone } from "./open-page";

const LATE_MS = 50;
/** A finger that flings: about five screens a second. */
const SWIPE = { speed: 4_000, pixels: 60_000 };
/** The bar at the side, taken from the top of the list to its end. */
const DRAG_STEPS = 240;

/** Scrolls a list of 50,000 names, a bit by hand and the whole by its bar, and prints how long its frames took. */
export async function measureScrolling(browser: Browser) {
  const { signIn } = await import("@/e2e/story");
  let list: { person: Person; uploadId: string } | undefined;
  const figures: Record<string, Awaited<ReturnType<typeof measure>>> = {};
  for (const [name, screen] of Object.entries({ phone, desktop })) {
    const { page, databaseUrl, ...opened } = await openPage(browser, screen);
    const person = list?.person ?? opened.person;
    await signIn(page, person);
    list ??= { person, uploadId: await addLongList(person.did, databaseUrl) };
    await page.goto(`/uploads/${list.uploadId}`);
    await page.waitForLoadState("networkidle");
    figures[`${name}, by hand`] = await measure(page, () => swipe(page));
    figures[`${name}, by the bar`] = await measure(page, () => drag(page));
    await page.context().close();
  }
  console.log("Scrolling a list of 50,000 names:");
  console.table(figures);
  console.log(`The goal: no frame over ${LATE_MS} ms.`);
}

async function measure(page: Page, scroll: () => Promise<void>) {
  await page.evaluate(() => window.scrollTo(0, 0));
  const frames = page.evaluate(() => {
    const times: number[] = [];
    return new Promise<number[]>((resolve) => {
      window.endFrames = () => resolve(times);
      let last = performance.now();
      const note = (now: number) => {
        times.push(now - last);
        last = now;
        requestAnimationFrame(note);
      };
      requestAnimationFrame(note);
    });
  });
  await scroll();
  const begun = Date.now();
  // Rows that are on their way are skeletons.
  await page.waitForFunction(() => {
    const rows = [...document.querySelectorAll("[data-row]")];
    return rows.length > 0 && rows.every((row) => row.querySelector("article"));
  });
  const waited = Date.now() - begun;
  await page.evaluate(() => window.endFrames());
  const times = (await frames).slice(1);
  const late = times.filter((time) => time > LATE_MS);
  return {
    frames: times.length,
    "p50 ms": quantile(times, 0.5).toFixed(1),
    "p99 ms": quantile(times, 0.99).toFixed(1),
    "longest ms": Math.max(...times).toFixed(0),
    [`over ${LATE_MS} ms`]: `${late.length} (${((100 * late.length) / times.length).toFixed(2)} %)`,
    "rows there after ms": waited,
  };
}

declare global {
  interface Window {
    endFrames(): void;
  }
}

async function swipe(page: Page) {
  const browser = await page.context().newCDPSession(page);
  const { width = 0, height = 0 } = page.viewportSize() ?? {};
  const isTouch = await page.evaluate(() => navigator.maxTouchPoints > 0);
  await browser.send("Input.synthesizeScrollGesture", {
    x: width / 2,
    y: height / 2,
    yDistance: -SWIPE.pixels,
    speed: SWIPE.speed,
    gestureSourceType: isTouch ? "touch" : "mouse",
  });
  await browser.detach();
}

async function drag(page: Page) {
  await page.evaluate(async (steps) => {
    const whole = document.documentElement.scrollHeight - window.innerHeight;
    for (let step = 1; step <= steps; step++) {
      window.scrollTo(0, (whole * step) / steps);
      await new Promise(requestAnimationFrame);
    }
  }, DRAG_STEPS);
}
