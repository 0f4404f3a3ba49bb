import type { Browser, Page } from "@playwright/test";
import { quantile } from "../watch/figures";
import { openPage, phone } from "./open-page";
import { readVitals, type Vitals, watchVitals } from "./vitals";

const RUNS = 7;
const SLOWER = 4;
/** A slow mobile network as Lighthouse has it: 1.6 Mbit/s, 150 ms there and back. */
const NETWORK = {
  offline: false,
  latency: 150,
  downloadThroughput: 200_000,
  uploadThroughput: 94_000,
};
/** What Google calls good at the 75th percentile of visits. */
const GOALS = { lcp: 2_500, inp: 200, cls: 0.1 };

type Visit = {
  path: string;
  /** What a person does on the page. */
  act: (page: Page) => Promise<void>;
};

/** Opens the door, the lists, a review and the settings as a phone does, uses each, and prints what that took. */
export async function measurePages(browser: Browser) {
  const { signIn, bring, matched } = await import("@/e2e/story");
  const { page, person } = await openPage(browser, phone);
  await watchVitals(page);
  const visits = await listVisits();
  const door = await measure(page, visits.door);
  await signIn(page, person);
  const uploadId = await bring(page, "instagram-json-older/instagram");
  await matched(page, uploadId);
  const figures = {
    door,
    lists: await measure(page, visits.lists),
    review: await measure(page, { ...visits.review, path: `/uploads/${uploadId}` }),
    settings: await measure(page, visits.settings),
  };
  console.log(
    `At phone width, processor ${SLOWER} times slower, median / worst of ${RUNS} visits with an empty cache:`,
  );
  console.table(figures);
  console.log(
    `Good is (web.dev/vitals): LCP ${GOALS.lcp} ms, INP ${GOALS.inp} ms, CLS ${GOALS.cls} at most. "Slow network": 1.6 Mbit/s, 150 ms.`,
  );
  await page.context().close();
}

async function measure(page: Page, { path, act }: Visit) {
  const browser = await page.context().newCDPSession(page);
  await browser.send("Network.enable");
  await browser.send("Network.setCacheDisabled", { cacheDisabled: true });
  await browser.send("Emulation.setCPUThrottlingRate", { rate: SLOWER });
  const used: Vitals[] = [];
  const slow: Vitals[] = [];
  for (let run = 0; run < RUNS; run++) {
    await open(page, path);
    await act(page);
    used.push(await readVitals(page));
    await browser.send("Network.emulateNetworkConditions", NETWORK);
    await open(page, path);
    slow.push(await readVitals(page));
    await browser.send("Network.emulateNetworkConditions", {
      ...{ offline: false, latency: 0, downloadThroughput: -1, uploadThroughput: -1 },
    });
  }
  await browser.detach();
  const both = (of: Vitals[], what: "lcp" | "inp" | "cls", digits: number) =>
    [0.5, 1]
      .map((part) =>
        quantile(
          of.map((one) => one[what]),
          part,
        ).toFixed(digits),
      )
      .join(" / ");
  return {
    "LCP ms": both(used, "lcp", 0),
    "LCP ms, slow network": both(slow, "lcp", 0),
    "INP ms": both(used, "inp", 0),
    "its slowest": used.toSorted((a, b) => b.inp - a.inp)[0]?.slowest,
    CLS: both([...used, ...slow], "cls", 3),
  };
}

/** Until it has loaded and rests. */
async function open(page: Page, path: string) {
  await page.goto(path);
  await page.waitForLoadState("networkidle");
}

async function listVisits() {
  const { words } = await import("@/e2e/words");
  const button = (page: Page, name: string) => page.getByRole("button", { name, exact: true });
  return {
    door: {
      path: "/",
      async act(page: Page) {
        const handle = page.getByLabel(words("door.handleLabel"), { exact: true });
        await handle.tap();
        await handle.pressSequentially("somebody.example");
      },
    },
    lists: {
      path: "/uploads",
      async act(page: Page) {
        await button(page, words("home.more", { list: "Instagram" })).tap();
        await button(page, words("home.rename")).tap();
        await page.getByLabel(words("home.newName")).pressSequentially(" of today");
        await button(page, words("common.close")).tap();
      },
    },
    review: {
      path: "",
      async act(page: Page) {
        await page.getByRole("checkbox").first().tap();
        await button(page, words("common.undo")).tap();
        await page.getByRole("button", { name: new RegExp(`^${words("review.ready")}`) }).tap();
        await page.waitForURL(/show=ready$/);
        await page.getByRole("searchbox").pressSequentially("ma");
        await page.waitForURL(/text=ma$/);
      },
    },
    settings: {
      path: "/settings",
      async act(page: Page) {
        await page.getByRole("radio", { name: words("preferences.keeping.lists") }).tap();
        await button(page, words("settings.data.delete")).tap();
        await button(page, words("common.cancel")).tap();
      },
    },
  } satisfies Record<string, Visit>;
}
