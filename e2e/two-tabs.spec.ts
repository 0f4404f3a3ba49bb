import type { Page } from "@playwright/test";
import { bring, matched, signIn, visit } from "./story";
import { expect, test } from "./test";
import { words } from "./words";
import { listFollows, query } from "./world";

test("two tabs at one list contradict neither each other nor what is kept, and lose nothing", async ({
  page,
  person,
  context,
}) => {
  await signIn(page, person);
  const uploadId = await bring(page, "instagram-json-older/instagram");
  await matched(page, uploadId);
  const address = `/uploads/${uploadId}?show=ready&sort=name`;
  const other = await context.newPage();
  for (const tab of [page, other]) {
    await visit(tab, address);
    await expect(tickOf(tab, 3)).toBeChecked();
  }
  const names = await query<{ username: string }>(
    `SELECT username FROM user_source_follows WHERE upload_id = $1 AND state = 'found' AND selected
     ORDER BY lower(username), source_account_id LIMIT 4`,
    [uploadId],
  );
  const nameAt = (place: number) => names[place]?.username ?? "";

  await test.step("what one has unticked, the other cannot untick again", async () => {
    await untick(page, 0, nameAt(0));
    await tickOf(other, 0).uncheck();
    await expectSaid(other, words("review.rowChanged"));
    await expect(tickOf(other, 0)).not.toBeChecked();
  });

  await test.step("what one has dismissed shows in the other when it wants something of it", async () => {
    await row(page, 1)
      .getByRole("button", { name: words("review.notThem") })
      .first()
      .click();
    await expect(page.getByRole("button", { name: words("common.undo") })).toBeVisible();
    await tickOf(other, 1).uncheck();
    await expectSaid(other, words("review.rowChanged"));
  });

  await test.step("both go on, each with a row of its own", async () => {
    await untick(page, 2, nameAt(2));
    await untick(other, 3, nameAt(3));
  });

  await test.step("loaded again, both show what is kept", async () => {
    const shown: string[][] = [];
    for (const tab of [page, other]) {
      await visit(tab, `/uploads/${uploadId}?only=ticked&sort=name`);
      await expect(tickOf(tab, 0)).toBeChecked();
      shown.push(await listShown(tab));
    }
    const kept = await query<{ id: string }>(
      `SELECT source_account_id::text AS id FROM user_source_follows
       WHERE upload_id = $1 AND selected ORDER BY lower(username), source_account_id`,
      [uploadId],
    );
    const ids = kept.map(({ id }) => id);
    // How many rows are in a page depends on its window.
    for (const rows of shown) expect(rows).toEqual(ids.slice(0, rows.length));
  });

  await test.step("of two plans the later one counts, and the earlier says so", async () => {
    const ticked = await query<{ did: string }>(
      `SELECT match.atproto_did AS did FROM user_source_follows AS row
       JOIN atproto_matches AS match ON match.id = row.best_match_id
       WHERE row.upload_id = $1 AND row.selected`,
      [uploadId],
    );
    const count = ticked.length;
    const follow = words("follows.plan.confirm", { count, app: "Bluesky" });
    const confirm = (tab: Page) => tab.getByRole("dialog").getByRole("button", { name: follow });
    for (const tab of [page, other]) {
      const bar = words("review.bar.follow", { count, app: "Bluesky" });
      await tab.getByRole("button", { name: bar }).click();
      await expect(confirm(tab)).toBeVisible();
    }
    await confirm(page).click();
    await expect(page.getByText(words("follows.plan.replaced"))).toBeVisible();
    await confirm(page).click();
    await page.waitForURL(/\/follows\/[0-9a-f-]{36}$/);
    await expect(page.getByRole("heading", { name: words("follows.status.done") })).toBeVisible();
    expect(await listFollows(person.did)).toEqual(ticked.map(({ did }) => did).sort());

    // The plan of the other tab is gone; there is nobody left to follow.
    await confirm(other).click();
    await expect(other.getByText(words("follows.plan.problems.nothing-selected"))).toBeVisible();
    expect(await listFollows(person.did)).toHaveLength(count);
  });
});

function row(tab: Page, place: number) {
  return tab
    .getByRole("region", { name: words("review.rows") })
    .locator("[data-row]")
    .nth(place);
}

function tickOf(tab: Page, place: number) {
  return row(tab, place).getByRole("checkbox");
}

async function untick(tab: Page, place: number, name: string) {
  await tickOf(tab, place).uncheck();
  await expectSaid(tab, words("review.untickedDone", { name }));
}

async function expectSaid(tab: Page, text: string) {
  await expect(tab.getByText(text, { exact: true })).toBeVisible();
}

/** The rows in the page, in its order. */
async function listShown(tab: Page) {
  const all = tab.getByRole("region", { name: words("review.rows") }).locator("[data-row]");
  return all.evaluateAll((rows) => rows.map((row) => row.getAttribute("data-row") ?? ""));
}
