import { join } from "node:path";
import type { Page } from "@playwright/test";
import { LANGUAGE_COOKIE, type Language, languages } from "../i18n/languages";
import { expectNoOverflow } from "./inspect";
import { screensFolder } from "./places";
import { bring, matched, signIn, visit } from "./story";
import { expect, test } from "./test";
import { words, wordsIn } from "./words";
import { query, sample, world } from "./world";

const tags = Object.keys(languages) as Language[];
const widths = { small: 320, phone: 390, desktop: 1280 };

test("every page that a person sees is in their language and fits", async ({ page, person }) => {
  test.setTimeout(600_000);
  await signIn(page, person);
  const uploadId = await bring(page, "instagram-json-older/instagram");
  await matched(page, uploadId);
  const batch = await follow(page);

  for (const tag of tags) {
    const t = wordsIn(tag);
    const press = (name: string) => page.getByRole("button", { name, exact: true }).click();
    await speak(page, tag);
    await look(page, tag, "guides", "/guides#instagram");
    await look(page, tag, "privacy", "/privacy");
    await look(page, tag, "lists", "/uploads");
    const chooser = page.waitForEvent("filechooser");
    await press(t("bring.choose"));
    await (await chooser).setFiles(sample("instagram-json-older/instagram"));
    await expect(page.getByText(t("bring.leaveNow"))).toBeVisible();
    await see(page, tag, "preview");

    await look(page, tag, "review", `/uploads/${uploadId}`);
    await press(t("review.keys.title"));
    await see(page, tag, "keys");
    await look(page, tag, "history", `/uploads/${uploadId}/history`);
    await look(page, tag, "follows", "/follows");
    await expect(page.getByRole("main").locator("time")).toHaveText(
      inTheirTime(tag, batch.createdAt),
    );
    await look(page, tag, "batch", `/follows/${batch.id}`);
    await press(t("follows.undo"));
    await see(page, tag, "undo");
    await look(page, tag, "arrivals", "/notifications");
    await look(page, tag, "settings", "/settings");
    await press(t("settings.data.delete"));
    await see(page, tag, "delete-account");
  }
});

test("every page of the operators is in their language and fits", async ({ page }) => {
  test.setTimeout(300_000);
  await signIn(page, world.network.user);
  for (const tag of tags) {
    await speak(page, tag);
    for (const path of ["", "/jobs", "/queue", "/cleanup", "/database", "/partners", "/log"]) {
      await look(page, tag, `admin${path.replace("/", "-")}`, `/admin${path}`);
    }
  }
});

test("the door is in the language that the browser asks for", async ({ browser }) => {
  for (const tag of tags) {
    const context = await browser.newContext({ locale: tag, baseURL: world.appUrl });
    const page = await context.newPage();
    await look(page, tag, "door", "/?problem=handle-malformed");
    await expect(page.getByRole("heading", { level: 1 })).toHaveText(wordsIn(tag)("door.headline"));
    await context.close();
  }
});

/** Follows everybody who is ticked; gives the batch. */
async function follow(page: Page) {
  const values = { count: 2, app: "Bluesky" };
  const button = (text: string) =>
    page.getByRole("button", { name: new RegExp(`^${text.replace("2", "\\d+")}$`) });
  await button(words("review.bar.follow", values)).click();
  await page
    .getByRole("dialog")
    .getByRole("button")
    .and(button(words("follows.plan.confirm", values)))
    .click();
  await page.waitForURL(/\/follows\/[0-9a-f-]{36}$/);
  await expect(page.getByRole("heading", { name: words("follows.status.done") })).toBeVisible();
  const id = new URL(page.url()).pathname.replace("/follows/", "");
  const [row] = await query<{ createdAt: Date }>(
    `SELECT created_at AS "createdAt" FROM follow_batches WHERE id = $1`,
    [id],
  );
  return { id, createdAt: row?.createdAt ?? new Date(0) };
}

/** A time as the clock of the test's browser shows it, in the words of a language. */
function inTheirTime(tag: Language, at: Date) {
  const timeZone = "Asia/Kathmandu";
  const style = { dateStyle: "medium", timeStyle: "short", timeZone } as const;
  return new Intl.DateTimeFormat(tag, style).format(at);
}

/** Chooses a language as the menu at the door does; the account of a test has none of its own. */
async function speak(page: Page, tag: Language) {
  await page.context().addCookies([{ name: LANGUAGE_COOKIE, value: tag, url: world.appUrl }]);
}

async function look(page: Page, tag: Language, name: string, path: string) {
  await page.setViewportSize({ width: widths.small, height: 844 });
  await visit(page, path);
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
  for (const place of await page.locator('nav [aria-current="page"]').all()) {
    await expect(place, "where one is in the navigation").toBeInViewport({ ratio: 0.95 });
  }
  await see(page, tag, name);
}

/** The page as it stands, on a desk and on phones, with pictures to look at. */
async function see(page: Page, tag: Language, name: string) {
  await expect(page.locator("html")).toHaveAttribute("lang", tag);
  await expect(page.locator("html")).toHaveAttribute("dir", languages[tag].direction);
  for (const [size, width] of Object.entries(widths)) {
    await page.setViewportSize({ width, height: 844 });
    await expectNoOverflow(page, `${tag}, ${name}, ${size}`);
    await page.screenshot({ path: join(screensFolder, tag, `${name}-${size}.png`) });
  }
}
