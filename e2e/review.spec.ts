import type { Page } from "@playwright/test";
import { SURE_SCORE } from "../lib/matching/score";
import { inspect } from "./inspect";
import { bring, matched, revisit, signIn, visit } from "./story";
import { expect, test } from "./test";
import { words } from "./words";
import { query } from "./world";

test("a list is reviewed by keyboard alone: tick, dismiss, choose, search, undo", async ({
  page,
  person,
}) => {
  await signIn(page, person);
  const uploadId = await bring(page, "instagram-json-older/instagram");
  await matched(page, uploadId);
  await expect(rows(page).first()).toBeVisible();

  await test.step("the keys explain themselves", async () => {
    await page.keyboard.press("?");
    await expect(page.getByRole("dialog", { name: words("review.keys.title") })).toBeVisible();
    await inspect(page, "review-keys");
    await page.keyboard.press("Escape");
  });

  await test.step("a row is reached, and its tick taken away and given back", async () => {
    await page.keyboard.press("j");
    await expect(rows(page).nth(0)).toBeFocused();
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("k");
    await expect(rows(page).nth(0)).toBeFocused();

    const before = await rowAt(page, uploadId);
    await page.keyboard.press("f");
    await expect.poll(() => rowAt(page, uploadId)).toMatchObject({ selected: !before.selected });
    await page.keyboard.press("ControlOrMeta+z");
    await expect.poll(() => rowAt(page, uploadId)).toEqual(before);
  });

  await test.step("'not them' dismisses the candidate, and undo brings everything back", async () => {
    const before = await rowAt(page, uploadId);
    await page.keyboard.press("n");
    await expect
      .poll(() => rowAt(page, uploadId))
      .not.toMatchObject({ best_match_id: before.best_match_id });
    await expect(rows(page).nth(0)).toBeFocused();
    await inspect(page, "review-dismissed");
    await page.keyboard.press("z");
    await expect.poll(() => rowAt(page, uploadId)).toEqual(before);
  });

  await test.step("'this is them' is certain", async () => {
    await page.keyboard.press("y");
    await expect.poll(() => rowAt(page, uploadId)).toMatchObject({ best_score: 100 });
    await page.keyboard.press("u");
    await expect.poll(() => rowAt(page, uploadId)).not.toMatchObject({ best_score: 100 });
  });

  await test.step("what is undone before the server has answered is undone all the same", async () => {
    const before = await rowAt(page, uploadId);
    const answered = page.waitForResponse((response) => response.request().method() === "POST");
    await page.keyboard.press("y");
    await page.keyboard.press("u");
    await answered;
    await expect.poll(() => rowAt(page, uploadId)).toEqual(before);
  });

  await test.step("somebody else is searched for on the network, and taken", async () => {
    const before = await rowAt(page, uploadId);
    await page.keyboard.press("c");
    const dialog = page.getByRole("dialog");
    await dialog.getByRole("searchbox").fill("@wren.bsky.social");
    await page.keyboard.press("Enter");
    const take = dialog.getByRole("button", { name: words("review.thisIsThem") });
    await expect(take.first()).toBeVisible();
    await inspect(page, "review-another");
    await take.first().focus();
    await page.keyboard.press("Enter");
    await expect(dialog).toBeHidden();
    await expect.poll(() => rowAt(page, uploadId)).toMatchObject({ best_score: 100 });
    await expect(rows(page).nth(0)).toContainText("wren.bsky.social");
    await rows(page).nth(0).focus();
    await page.keyboard.press("u");
    await expect.poll(() => rowAt(page, uploadId)).toEqual(before);
  });

  await test.step("the search field is a key away, and its text is in the address", async () => {
    await page.keyboard.press("/");
    await page.keyboard.type("zzzz");
    await expect(page.getByText(words("review.nothing.text", { text: "zzzz" }))).toBeVisible();
    await expect(page).toHaveURL(/text=zzzz/);
    await revisit(page);
    await expect(page.getByText(words("review.nothing.text", { text: "zzzz" }))).toBeVisible();
  });
});

test("filters, traits and order are in the address, and the browser goes back through them", async ({
  page,
  person,
}) => {
  await signIn(page, person);
  const uploadId = await bring(page, "instagram-json-older/instagram");
  await matched(page, uploadId);

  await page.getByRole("button", { name: words("review.look") }).click();
  await expect(page).toHaveURL(/\?show=look$/);
  await page.getByRole("button", { name: words("review.viewMenu") }).click();
  await page.getByRole("checkbox", { name: words("review.traits.avatar") }).check();
  await page.getByRole("radio", { name: words("review.sorts.name") }).check();
  await expect(page).toHaveURL(/\?show=look&only=avatar&sort=name$/);
  await inspect(page, "review-menu");
  await page.keyboard.press("Escape");

  const expected = await query<{ id: string }>(
    `SELECT source_account_id::text AS id FROM user_source_follows
     WHERE upload_id = $1 AND state = 'found' AND best_score < ${SURE_SCORE} AND traits & 1 <> 0 ORDER BY lower(username)`,
    [uploadId],
  );
  await expect.poll(() => shownIds(page)).toEqual(expected.map(({ id }) => id));

  await page.goBack();
  await expect(page).toHaveURL(/\?show=look&only=avatar$/);
  await page.goBack();
  await page.goBack();
  await expect(page).toHaveURL(new RegExp(`${uploadId}$`));
  await expect(
    page.getByRole("button", { name: new RegExp(`^${words("review.all")}`) }),
  ).toHaveAttribute("aria-pressed", "true");
});

test("a whole view is ticked by its exact count, and unticked again by one undo", async ({
  page,
  person,
}) => {
  await signIn(page, person);
  const uploadId = await bring(page, "instagram-json-older/instagram");
  await matched(page, uploadId);
  const before = await tickedIn(uploadId);

  await visit(page, `/uploads/${uploadId}?show=look`);
  const [look] = await query<{ count: number }>(
    `SELECT count(*)::int AS count FROM user_source_follows
     WHERE upload_id = $1 AND state = 'found' AND best_score < ${SURE_SCORE} AND NOT selected`,
    [uploadId],
  );
  const count = look?.count ?? 0;
  expect(count).toBeGreaterThan(0);
  await page.getByRole("button", { name: words("review.bar.tickShown", { count }) }).click();
  await expect(page.getByText(words("review.bar.tickedAll", { count }))).toBeVisible();
  expect(await tickedIn(uploadId)).toHaveLength(before.length + count);
  await page.getByRole("button", { name: words("common.undo"), exact: true }).click();
  await expect.poll(() => tickedIn(uploadId)).toEqual(before);
});

function rows(page: Page) {
  return page.getByRole("region", { name: words("review.rows") }).locator("[data-row]");
}

async function shownIds(page: Page) {
  return rows(page).evaluateAll((all) => all.map((row) => row.getAttribute("data-row")));
}

type StoredRow = { state: string; best_match_id: string; best_score: number; selected: boolean };

/** What the database has of the first row of the page. */
async function rowAt(page: Page, uploadId: string): Promise<StoredRow> {
  const [id] = await shownIds(page);
  const [row] = await query<StoredRow>(
    `SELECT state, best_match_id::text, best_score, selected FROM user_source_follows
     WHERE upload_id = $1 AND source_account_id = $2`,
    [uploadId, id],
  );
  if (!row) throw new Error("The page shows a row that is not in the list.");
  return row;
}

async function tickedIn(uploadId: string) {
  const found = await query<{ username: string }>(
    "SELECT username FROM user_source_follows WHERE upload_id = $1 AND selected ORDER BY 1",
    [uploadId],
  );
  return found.map(({ username }) => username);
}
