import type { Locator, Page } from "@playwright/test";
import { approve } from "./network/oauth-pages";
import { listCard, listens, matched, startButton, uploadIdOf, visit } from "./story";
import { expect, test } from "./test";
import { words } from "./words";
import { listFollows, query, sample } from "./world";

test("the whole way from the door to the last follow is gone without a mouse", async ({
  page,
  person,
}) => {
  await visit(page, "/");
  await tabTo(page, page.getByLabel(words("door.handleLabel"), { exact: true }));
  await page.keyboard.type(person.handle);
  await page.keyboard.press("Enter");
  await approve(page, { password: person.password });
  await expect(page).toHaveURL("/uploads");

  await page.keyboard.press("Tab");
  await expect(page.getByRole("link", { name: words("common.skipToContent") })).toBeFocused();
  await page.keyboard.press("Enter");
  await tabTo(page, page.getByRole("button", { name: words("bring.choose"), exact: true }));
  // A busy browser may take a press without opening its window; a person presses again.
  await expect(async () => {
    const chooser = page.waitForEvent("filechooser", { timeout: 5_000 });
    await page.keyboard.press("Enter");
    await (await chooser).setFiles(sample("instagram-json-older/instagram"));
  }).toPass({ timeout: 60_000 });
  await expect(listCard(page, "instagram")).toBeVisible();
  await tabTo(page, startButton(page));
  await page.keyboard.press("Enter");
  await page.waitForURL(/\/uploads\/[0-9a-f-]{36}$/);
  const uploadId = uploadIdOf(page);
  await matched(page, uploadId);

  const [before] = await query<{ count: number }>(
    "SELECT count(*)::int AS count FROM user_source_follows WHERE upload_id = $1 AND selected",
    [uploadId],
  );
  const count = before?.count ?? 0;
  expect(count).toBeGreaterThan(5);
  const follow = page.getByRole("button", {
    name: words("review.bar.follow", { count, app: "Bluesky" }),
  });
  await tabTo(page, follow, "Shift+Tab");
  await page.keyboard.press("Enter");
  const confirm = page
    .getByRole("dialog")
    .getByRole("button", { name: words("follows.plan.confirm", { count, app: "Bluesky" }) });
  await expect(confirm).toBeVisible();
  await tabTo(page, confirm);
  await page.keyboard.press("Enter");
  await page.waitForURL(/\/follows\/[0-9a-f-]{36}$/);
  await expect(page.getByRole("heading", { name: words("follows.status.done") })).toBeVisible();
  expect(await listFollows(person.did)).toHaveLength(count);
});

/** Presses a key until the focus is there, which it is soon, and always visible on the way. */
async function tabTo(page: Page, target: Locator, key = "Tab") {
  await expect(target).toBeVisible();
  await listens(target);
  for (let presses = 0; presses < 60; presses++) {
    await page.keyboard.press(key);
    if (await target.evaluate((element) => element === document.activeElement)) {
      const outline = await target.evaluate((element) => getComputedStyle(element).outlineStyle);
      expect(outline, "what shows the focus").not.toBe("none");
      return;
    }
  }
  throw new Error("The focus does not come there.");
}
