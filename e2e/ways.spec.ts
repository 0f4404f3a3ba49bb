import type { Page } from "@playwright/test";
import { inspect } from "./inspect";
import { approve } from "./network/oauth-pages";
import { bring, matched, signIn, visit } from "./story";
import { expect, test } from "./test";
import { words } from "./words";
import { listFollows, listRecords, type Person, query } from "./world";

// More than following in one app: what is asked for when it is first needed, and what it writes.

test("leave to follow in another app is asked for when it is needed, and a refusal changes nothing", async ({
  page,
  person,
}) => {
  const { uploadId, dids } = await review(page, person);
  await page
    .getByLabel(words("review.bar.app"), { exact: true })
    .selectOption({ label: "Tangled" });
  await followButton(page, dids.length, "Tangled").click();
  await expect(page.getByRole("dialog", { name: words("follows.plan.leaveTitle") })).toBeVisible();
  await inspect(page, "leave");

  await ask(page);
  await approve(page, { password: person.password, decision: "deny" });
  await expect(page).toHaveURL(new RegExp(`/uploads/${uploadId}`));
  await expect(page.getByText(words("follows.leave.refused"))).toBeVisible();
  await inspect(page, "leave-refused");

  await followButton(page, dids.length, "Tangled").click();
  await ask(page);
  await approve(page, { password: person.password });
  await expect(page).toHaveURL(new RegExp(`/uploads/${uploadId}$`));
  await followButton(page, dids.length, "Tangled").click();
  await confirm(page, words("follows.plan.confirm", { count: dids.length, app: "Tangled" }));
  expect(await listFollows(person.did, "sh.tangled.graph.follow")).toEqual(dids);
  expect(await listFollows(person.did)).toEqual([]);
  // It asked for more, and left what was given before.
  await visit(page, `/uploads/${uploadId}`);
  await page
    .getByLabel(words("review.bar.app"), { exact: true })
    .selectOption({ label: "Bluesky" });
  await page.getByRole("checkbox", { checked: false }).first().click();
  await followButton(page, 1, "Bluesky").click();
  await confirm(page, words("follows.plan.confirm", { count: 1, app: "Bluesky" }));
  expect(await listFollows(person.did)).toHaveLength(1);
});

test("everybody who is ticked is put on a new list, more on the same list, and off it again", async ({
  page,
  person,
}) => {
  const { uploadId, dids } = await review(page, person);
  await chooseWay(page, dids.length, "list");
  await page
    .getByRole("textbox", { name: words("follows.ways.name"), exact: true })
    .fill("Old friends");
  await inspect(page, "ways-list");
  await page.getByRole("button", { name: words("follows.ways.next"), exact: true }).click();
  await ask(page);
  await approve(page, { password: person.password });

  await chooseWay(page, dids.length, "list");
  await page
    .getByRole("textbox", { name: words("follows.ways.name"), exact: true })
    .fill("Old friends");
  await page.getByRole("button", { name: words("follows.ways.next"), exact: true }).click();
  await confirm(page, words("follows.plan.listConfirm", { count: dids.length }));
  await expect(page.getByRole("heading", { level: 1 })).toContainText("Old friends");
  await inspect(page, "list-done");
  const batch = page.url();
  const [list] = await listRecords(person.did, "app.bsky.graph.list");
  expect(list?.value).toMatchObject({ name: "Old friends" });
  expect(await listFollows(person.did, "app.bsky.graph.listitem")).toEqual(dids);
  expect(await listFollows(person.did)).toEqual([]);

  await visit(page, `/uploads/${uploadId}`);
  await chooseWay(page, dids.length, "list");
  await page
    .getByLabel(words("follows.ways.whichList"), { exact: true })
    .selectOption({ label: "Old friends" });
  await page.getByRole("button", { name: words("follows.ways.next"), exact: true }).click();
  await expect(page.getByRole("dialog", { name: words("follows.plan.listNone") })).toBeVisible();

  await visit(page, batch);
  await page.getByRole("button", { name: words("follows.undo"), exact: true }).click();
  await page
    .getByRole("dialog")
    .getByRole("button", { name: words("follows.undoListNow", { count: dids.length }) })
    .click();
  await expect(page.getByRole("heading", { name: words("follows.status.undone") })).toBeVisible({
    timeout: 60_000,
  });
  expect(await listRecords(person.did, "app.bsky.graph.list")).toEqual([]);
  expect(await listRecords(person.did, "app.bsky.graph.listitem")).toEqual([]);
});

test("a starter pack is made of everybody who is ticked, and its maker", async ({
  page,
  person,
}) => {
  const { dids } = await review(page, person);
  for (const isAllowed of [false, true]) {
    await chooseWay(page, dids.length, "starter_pack");
    await page
      .getByRole("textbox", { name: words("follows.ways.name"), exact: true })
      .fill("People I know");
    await page.getByRole("button", { name: words("follows.ways.next"), exact: true }).click();
    if (isAllowed) break;
    await ask(page);
    await approve(page, { password: person.password });
  }
  await confirm(page, words("follows.plan.starter_packConfirm"));
  const [pack] = await listRecords(person.did, "app.bsky.graph.starterpack");
  const [list] = await listRecords(person.did, "app.bsky.graph.list");
  expect(pack?.value).toMatchObject({ name: "People I know", list: list?.uri });
  expect(await listFollows(person.did, "app.bsky.graph.listitem")).toEqual(
    [...dids, person.did].sort(),
  );
  await inspect(page, "pack-done");
});

test("one batch follows in several apps at once, those that were chosen for the platform", async ({
  page,
  person,
}) => {
  await signIn(page, person, "/settings");
  const where = { platform: "Instagram", app: "Spark" };
  await page
    .getByRole("checkbox", { name: words("preferences.destinations.follow", where) })
    .check();
  await expect(page.getByText(words("preferences.saved"))).toBeVisible();
  await inspect(page, "settings-destinations");

  const { dids } = await reviewNow(page);
  const app = "Bluesky and Spark";
  await expect(followButton(page, dids.length, app)).toBeEnabled();
  for (const isAllowed of [false, true]) {
    await chooseWay(page, dids.length, "follows");
    await expect(page.getByRole("checkbox", { name: "Spark", exact: true })).toBeChecked();
    await page
      .getByRole("checkbox", { name: words("follows.ways.onlyUsers", { app: "Bluesky" }) })
      .uncheck();
    if (!isAllowed) await inspect(page, "ways");
    await page.getByRole("button", { name: words("follows.ways.next"), exact: true }).click();
    if (isAllowed) break;
    await ask(page);
    await approve(page, { password: person.password });
  }
  await confirm(page, words("follows.plan.confirm", { count: dids.length, app }));
  expect(await listFollows(person.did)).toEqual(dids);
  expect(await listFollows(person.did, "so.sprk.graph.follow")).toEqual(dids);
});

/** A list under review, and who is ticked on it. */
async function review(page: Page, person: Person) {
  await signIn(page, person);
  return reviewNow(page);
}

async function reviewNow(page: Page) {
  const uploadId = await bring(page, "instagram-json-older/instagram");
  await matched(page, uploadId);
  const rows = await query<{ did: string }>(
    `SELECT match.atproto_did AS did FROM user_source_follows AS row
     JOIN atproto_matches AS match ON match.id = row.best_match_id
     WHERE row.upload_id = $1 AND row.selected`,
    [uploadId],
  );
  return { uploadId, dids: rows.map(({ did }) => did).sort() };
}

function followButton(page: Page, count: number, app: string) {
  return page.getByRole("button", { name: words("review.bar.follow", { count, app }) });
}

async function chooseWay(page: Page, count: number, way: "follows" | "list" | "starter_pack") {
  await page.getByRole("button", { name: words("review.bar.otherWays") }).click();
  await expect(
    page.getByRole("dialog", { name: words("follows.ways.title", { count }) }),
  ).toBeVisible();
  await page.getByRole("radio", { name: new RegExp(`^${words(`follows.ways.${way}`)}`) }).check();
}

/** Goes to the person's server for the leave that is missing. */
async function ask(page: Page) {
  await page
    .getByRole("dialog")
    .getByRole("button", { name: words("follows.leave.ask"), exact: true })
    .click();
}

async function confirm(page: Page, button: string) {
  await page.getByRole("dialog").getByRole("button", { name: button, exact: true }).click();
  await page.waitForURL(/\/follows\/[0-9a-f-]{36}$/);
  await expect(page.getByRole("heading", { name: words("follows.status.done") })).toBeVisible({
    timeout: 60_000,
  });
}
