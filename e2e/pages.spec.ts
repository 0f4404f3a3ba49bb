import { gzipSync } from "node:zlib";
import type { Page } from "@playwright/test";
import { platforms } from "../lib/exports";
import { inspect } from "./inspect";
import { bring, signIn, visit } from "./story";
import { expect, test } from "./test";
import { words } from "./words";

test("there is a guide for every platform, and its address opens it", async ({ page }) => {
  await visit(page, "/guides");
  for (const { id, name } of platforms) {
    await expect(page.getByRole("heading", { level: 2, name, exact: true }), id).toBeVisible();
  }
  await inspect(page, "guides");
  await visit(page, "/guides#tiktok");
  const guide = page.locator("details#tiktok");
  await guide.locator("summary").click();
  await expect(guide.getByRole("listitem").first()).toBeVisible();
  await inspect(page, "guides-open");
});

test("what is kept is a page that the foot leads to, with every field of the database", async ({
  page,
}) => {
  await visit(page, "/");
  await page.getByRole("link", { name: words("foot.privacy") }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(words("privacy.title"));
  await inspect(page, "privacy");
  const account = page.locator("#account");
  await account.locator("summary").click();
  await expect(account.getByText("did, handle, display_name")).toBeVisible();
  await inspect(page, "privacy-open");
});

test("an address that leads nowhere says so and leads home", async ({ page, problems }) => {
  problems.expect(/404/);
  expect((await visit(page, "/nowhere"))?.status()).toBe(404);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(words("errors.notFoundTitle"));
  await inspect(page, "nowhere");
  await page.getByRole("link", { name: words("errors.home") }).click();
  await expect(page.getByLabel(words("door.handleLabel"), { exact: true })).toBeVisible();
});

test("nothing moves for people who want less motion", async ({ page, person }) => {
  await page.emulateMedia({ reducedMotion: "reduce" });
  await signIn(page, person);
  for (const path of ["/uploads", "/settings", "/guides"]) {
    await visit(page, path);
    const moving = await page.evaluate(() =>
      [...document.querySelectorAll("*")]
        .filter((element) => {
          const { transitionDuration, animationDuration, animationName } =
            getComputedStyle(element);
          const moves = (durations: string) =>
            durations.split(",").some((duration) => Number.parseFloat(duration) > 0.01);
          return (
            moves(transitionDuration) || (animationName !== "none" && moves(animationDuration))
          );
        })
        .map(({ outerHTML }) => outerHTML.slice(0, 200)),
    );
    expect(moving, path).toEqual([]);
  }
});

test("no page makes a person load much script before it can be used", async ({ page, person }) => {
  await signIn(page, person);
  const uploadId = await bring(page, "instagram-json-older/instagram");
  const own = [
    "/uploads",
    "/follows",
    "/notifications",
    "/settings",
    `/uploads/${uploadId}/history`,
  ];
  for (const path of ["/guides", "/privacy", "/developers", ...own]) {
    expect(await weigh(page, path), path).toBeLessThan(156 * 1024);
  }
  // The rows, their keys and gestures, and the windowing that lets 50,000 of them scroll.
  expect(await weigh(page, `/uploads/${uploadId}`)).toBeLessThan(172 * 1024);
});

/** How many bytes of compressed script a page names in its markup. What it loads once it rests does not count. */
async function weigh(page: Page, path: string) {
  const markup = await (await page.request.get(path)).text();
  const scripts = new Set(
    [...markup.matchAll(/<script[^>]* src="([^"]+)"(?![^>]*noModule)/g)].map(([, src]) => src),
  );
  expect(scripts.size, path).toBeGreaterThan(3);
  let bytes = 0;
  for (const src of scripts)
    bytes += gzipSync(await (await page.request.get(src as string)).body()).length;
  return bytes;
}
