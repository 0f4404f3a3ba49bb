import { readFile } from "node:fs/promises";
import type { Page } from "@playwright/test";
import { inspect } from "./inspect";
import {
  bring,
  listCard,
  matched,
  pasteNames,
  revisit,
  signIn,
  startButton,
  uploadIdOf,
  visit,
} from "./story";
import { expect, test } from "./test";
import { words } from "./words";
import { query } from "./world";

test("a list is taken along as a file, compared with an older one, and everything is deleted", async ({
  page,
  person,
  problems,
}) => {
  // The page of an account that is being deleted may ask for its news once more.
  problems.expect(/401/);
  await signIn(page, person);
  const older = await bring(page, "instagram-json-older/instagram");
  await matched(page, older);
  const [list] = await query<{ name: string; total: number; found: number }>(
    `SELECT name, total_users AS total,
       (SELECT count(*)::int FROM user_source_follows AS row
        WHERE row.upload_id = list.upload_id AND state IN ('found', 'followed')) AS found
     FROM user_uploads AS list WHERE upload_id = $1`,
    [older],
  );
  if (!list) throw new Error("The list was not saved.");

  await test.step("what was found comes as a file", async () => {
    await openMenu(page, list.name);
    await page.getByRole("button", { name: words("home.download.open"), exact: true }).click();
    const dialog = page.getByRole("dialog");
    await inspect(page, "download");
    await dialog.getByLabel(words("home.download.parts.found")).check();
    await dialog.getByLabel(words("home.download.formats.json")).check();
    const rows = JSON.parse(
      await downloaded(page, () =>
        dialog.getByRole("button", { name: words("home.download.submit"), exact: true }).click(),
      ),
    );
    expect(rows).toHaveLength(list.found);
    for (const row of rows) expect(row.did).toMatch(/^did:plc:/);
    await page.keyboard.press("Escape");
  });

  await test.step("the history tells when people were found, and that there is no older list", async () => {
    await openMenu(page, list.name);
    await page.getByRole("link", { name: words("history.open"), exact: true }).click();
    await page.waitForURL(`/uploads/${older}/history`);
    await expect(page.getByText(words("history.noOlder"))).toBeVisible();
    // The day before, somebody had been found already.
    await query(
      `UPDATE user_source_follows SET matched_at = matched_at - interval '1 day'
       WHERE (upload_id, source_account_id) = (
         SELECT upload_id, source_account_id FROM user_source_follows
         WHERE upload_id = $1 AND state = 'found' LIMIT 1)`,
      [older],
    );
    await revisit(page);
    await expect(page.getByText(words("history.found"), { exact: true })).toBeVisible();
    await inspect(page, "history");
  });

  await test.step("a newer list is compared with it by its accounts", async () => {
    await visit(page, "/uploads");
    await pasteNames(page, "https://www.instagram.com/somebody.quite.new");
    await page.getByLabel(words("bring.platform"), { exact: true }).selectOption("Instagram");
    await expect(listCard(page, "instagram")).toBeVisible();
    await startButton(page).click();
    await page.waitForURL(/\/uploads\/[0-9a-f-]{36}$/);
    await visit(page, `/uploads/${uploadIdOf(page)}/history`);
    await expect(page.getByText(words("history.stayed", { count: 0 }))).toBeVisible();
    await expect(page.getByText(words("history.left", { count: list.total }))).toBeVisible();
    await page.getByText(words("history.added", { count: 1 })).click();
    await expect(page.getByText("somebody.quite.new", { exact: true })).toBeVisible();
    await inspect(page, "history-compared");
  });

  await test.step("everything is taken along", async () => {
    await visit(page, "/settings");
    await inspect(page, "settings-own-data");
    const all = JSON.parse(
      await downloaded(page, () =>
        page.getByRole("link", { name: words("settings.data.export"), exact: true }).click(),
      ),
    );
    expect(all.account.did).toBe(person.did);
    expect(all.lists.map(({ rows }: { rows: unknown[] }) => rows.length)).toEqual([list.total, 1]);
  });

  await test.step("and deleted, after saying how much it is", async () => {
    await page.getByRole("button", { name: words("settings.data.delete"), exact: true }).click();
    const dialog = page.getByRole("dialog");
    await expect(dialog.getByText(words("settings.data.counts.lists", { count: 2 }))).toBeVisible();
    await inspect(page, "delete-account");
    await dialog
      .getByRole("button", { name: words("settings.data.deleteNow"), exact: true })
      .click();
    await expect(page.getByText(words("door.deleted"))).toBeVisible();
    expect(
      await query(
        `SELECT did FROM users WHERE did = $1 UNION ALL SELECT did FROM oauth_sessions WHERE did = $1
         UNION ALL SELECT user_did FROM user_uploads WHERE user_did = $1`,
        [person.did],
      ),
    ).toEqual([]);
    await visit(page, "/uploads");
    await expect(page.getByLabel(words("door.handleLabel"), { exact: true })).toBeVisible();
  });
});

test("who keeps nothing says so, and their list is gone when its tab is closed", async ({
  page,
  person,
}) => {
  await signIn(page, person, "/settings");
  const nothing = page.getByRole("radio", { name: words("preferences.keeping.nothing") });
  await nothing.check();
  await expect(page.getByText(words("preferences.saved"))).toBeVisible();
  await revisit(page);
  await expect(nothing).toBeChecked();
  await inspect(page, "settings-keep-nothing");
  const uploadId = await bring(page, "instagram-json-older/instagram");
  const list = () =>
    query<{ isOpen: boolean }>(
      `SELECT open_until > now() AS "isOpen" FROM user_uploads WHERE upload_id = $1`,
      [uploadId],
    );
  const pass = () =>
    query("UPDATE user_uploads SET open_until = now() WHERE upload_id = $1", [uploadId]);
  expect(await list()).toEqual([{ isOpen: true }]);

  // As if ten minutes had passed after the tab was closed.
  await page.close();
  await pass();
  await expect.poll(list).toEqual([]);
});

async function openMenu(page: Page, name: string) {
  await page.getByRole("button", { name: words("home.more", { list: name }), exact: true }).click();
}

async function downloaded(page: Page, start: () => Promise<void>) {
  const download = page.waitForEvent("download");
  await start();
  return readFile(await (await download).path(), "utf8");
}
