import type { Page } from "@playwright/test";
import { inspect } from "./inspect";
import { bring, loseChanges, matched, signIn, visit } from "./story";
import { expect, test } from "./test";
import { words } from "./words";
import { listFollows, type Person, query } from "./world";

test("who is unticked is not followed, whatever is shown and in which order", async ({
  page,
  person,
}) => {
  await signIn(page, person);
  const uploadId = await bring(page, "instagram-json-older/instagram");
  await matched(page, uploadId);
  const before = await ticked(uploadId);

  await page.getByRole("checkbox", { checked: true }).first().click();
  await expect.poll(async () => (await ticked(uploadId)).length).toBe(before.length - 1);
  const wanted = await ticked(uploadId);

  // Another view hides most of those who are ticked; they stay so.
  await page.getByRole("button", { name: new RegExp(`^${words("review.not_found")}`) }).click();
  await expect(page).toHaveURL(/show=not_found/);
  await visit(page, `/uploads/${uploadId}?show=look&sort=name`);
  await follow(page, wanted.length, "Bluesky");
  expect(await listFollows(person.did)).toEqual(wanted);
  expect(await savedAs(uploadId, "followed")).toBe(wanted.length);

  await visit(page, "/follows");
  await expect(page.getByRole("main").getByRole("link").first()).toContainText(
    String(wanted.length),
  );
  await inspect(page, "follows");
});

test("an undo takes back what a batch followed, and nothing else", async ({ page, person }) => {
  await signIn(page, person);
  const uploadId = await bring(page, "instagram-json-older/instagram");
  await matched(page, uploadId);
  const wanted = await ticked(uploadId);
  await follow(page, wanted.length, "Bluesky");
  await visit(page, `/uploads/${uploadId}?show=look`);
  const box = page.getByRole("checkbox", { checked: false }).first();
  await box.click();
  await expect.poll(async () => (await ticked(uploadId)).length).toBe(1);
  const [last] = await ticked(uploadId);
  await follow(page, 1, "Bluesky");
  expect(await listFollows(person.did)).toEqual([...wanted, last].sort());

  await visit(page, "/follows");
  await page.getByRole("main").getByRole("link").last().click();
  await page.getByRole("button", { name: words("follows.undo"), exact: true }).click();
  await inspect(page, "follows-undo");
  await page
    .getByRole("dialog")
    .getByRole("button", { name: words("follows.undoNow", { count: wanted.length }) })
    .click();
  await expect(page.getByRole("heading", { name: words("follows.status.undone") })).toBeVisible();
  await inspect(page, "follows-undone");
  expect(await listFollows(person.did)).toEqual([last]);
});

test("a batch that waits for its pace is stopped, goes on, and is done at once at a faster one", async ({
  page,
  person,
  problems,
}) => {
  const wanted = await beginWaiting(page, person);
  await inspect(page, "follows-waiting");
  problems.expect(/net::ERR_FAILED/);
  await loseChanges(page, async () => {
    await press(page, words("follows.stop"));
    await expect(page.getByText(words("review.failed"))).toBeVisible();
  });
  await press(page, words("follows.stop"));
  await expectStatus(page, "stopped");
  await press(page, words("follows.resume"));
  await expectStatus(page, "running");
  expect(await listFollows(person.did)).toEqual([]);

  await page
    .getByLabel(words("follows.plan.pace"), { exact: true })
    .selectOption({ label: words("follows.plan.paces.fast") });
  await expectStatus(page, "done");
  expect(await listFollows(person.did)).toEqual(wanted);
});

test("a batch that is cancelled follows nobody any more, also when its time comes", async ({
  page,
  person,
}) => {
  const wanted = await beginWaiting(page, person);
  await press(page, words("follows.cancel"));
  await expectStatus(page, "cancelled");
  await inspect(page, "follows-cancelled");
  // As its server sends somebody back who was asked for more leave and said no.
  const batch = page.url();
  await visit(page, `${batch}?leave=refused`);
  await expect(page.getByText(words("follows.leave.refused"))).toBeVisible();
  await query("UPDATE write_points SET hour_follows = 0, day_follows = 0 WHERE user_did = $1", [
    person.did,
  ]);
  const batchId = new URL(page.url()).pathname.replace("/follows/", "");
  const states = await query<{ state: string; count: number }>(
    "SELECT state::text, count(*)::int FROM follow_writes WHERE batch_id = $1 GROUP BY state",
    [batchId],
  );
  expect(states).toEqual([{ state: "cancelled", count: wanted.length }]);
  expect(await listFollows(person.did)).toEqual([]);
});

/** Begins to follow everybody who is ticked, for somebody whose gentle pace is used up. Gives whom. */
async function beginWaiting(page: Page, person: Person) {
  await signIn(page, person);
  const uploadId = await bring(page, "instagram-json-older/instagram");
  await matched(page, uploadId);
  const wanted = await ticked(uploadId);
  await query(
    `INSERT INTO write_points (user_did, hour_follows, hour_follows_ends, day_follows, day_follows_ends)
     VALUES ($1, 150, now() + interval '1 hour', 150, now() + interval '1 day')`,
    [person.did],
  );
  await begin(page, wanted.length, "Bluesky");
  // "The pace that you chose is used up for now", before the time at which it goes on.
  const [waits = ""] = words("follows.waits.pace", { time: "|" }).split(". ");
  await expect(page.getByText(waits)).toBeVisible({ timeout: 60_000 });
  return wanted;
}

async function press(page: Page, name: string) {
  await page.getByRole("button", { name, exact: true }).click();
}

async function expectStatus(page: Page, status: "stopped" | "running" | "done" | "cancelled") {
  await expect(page.getByRole("heading", { name: words(`follows.status.${status}`) })).toBeVisible({
    timeout: 60_000,
  });
}

/** Follows everybody who is ticked, as the bar at the bottom offers it; ends when all are followed. */
async function follow(page: Page, count: number, app: string) {
  await begin(page, count, app);
  await expectStatus(page, "done");
}

async function begin(page: Page, count: number, app: string) {
  await page.getByRole("button", { name: words("review.bar.follow", { count, app }) }).click();
  await page
    .getByRole("dialog")
    .getByRole("button", { name: words("follows.plan.confirm", { count, app }) })
    .click();
  await page.waitForURL(/\/follows\/[0-9a-f-]{36}$/);
}

/** The DIDs of those who are ticked and not followed, in order. */
async function ticked(uploadId: string) {
  const found = await query<{ did: string }>(
    `SELECT match.atproto_did AS did FROM user_source_follows AS row
     JOIN atproto_matches AS match ON match.id = row.best_match_id
     WHERE row.upload_id = $1 AND row.selected`,
    [uploadId],
  );
  return found.map(({ did }) => did).sort();
}

async function savedAs(uploadId: string, state: string) {
  const sql = "SELECT FROM user_source_follows WHERE upload_id = $1 AND state::text = $2";
  return (await query(sql, [uploadId, state])).length;
}
