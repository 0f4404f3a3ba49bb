import type { Page } from "@playwright/test";
import { SURE_SCORE } from "../lib/matching/score";
import { strangersIn } from "./network/samples";
import { type OwnApp, startOwnApp } from "./own-app";
import { bring, revisit, signIn, visit } from "./story";
import { test as base, expect } from "./test";
import { words } from "./words";
import { listFollows, type Person, query, sampleOf } from "./world";

const SAMPLE = "instagram-5000";

const test = base.extend<{ app: OwnApp }>({
  app: async ({ browserName: _ }, use) => {
    // It ends as it would in a power cut, in the middle of whatever it does.
    const app = await startOwnApp({}, "SIGKILL");
    await use(app);
    await app.stop();
  },
  baseURL: ({ app }, use) => use(app.url),
});

test("of 5,000 names, sorted and filtered while matches arrive, exactly the ticked are followed, though the server dies twice", async ({
  page,
  person,
  app,
  problems,
}) => {
  // The tab stays open while the server is gone.
  problems.expect(/net::ERR_|Failed to fetch/);
  await signIn(page, person);
  const uploadId = await bring(page, SAMPLE);
  const ask = <Row>(sql: string, ...values: unknown[]) =>
    query<Row>(sql, [uploadId, ...values], app.databaseUrl);
  const tickedRows = () =>
    ask<{ id: string; did: string }>(
      `SELECT row.source_account_id::text AS id, match.atproto_did AS did FROM user_source_follows AS row
       JOIN atproto_matches AS match ON match.id = row.best_match_id
       WHERE row.upload_id = $1 AND row.selected ORDER BY lower(row.username)`,
    );
  // For all of them it takes minutes: there is time to do something in the middle.
  const left = async () =>
    (await ask("SELECT FROM user_source_follows WHERE upload_id = $1 AND state = 'not_checked'"))
      .length;

  const unticked = await test.step("the view changes while rows fill in", async () => {
    await expect.poll(async () => (await tickedRows()).length).toBeGreaterThan(3);
    await look(page, words("review.sorts.name"));
    await expectInOrder(page);
    await page.getByRole("button", { name: new RegExp(`^${words("review.ready")}`) }).click();
    await expect(page).toHaveURL(/show=ready&sort=name$/);
    // The first by name: it stands at the top, whoever arrives meanwhile.
    const [{ id } = { id: "" }] = await tickedRows();
    const row = page.locator(`[data-row="${id}"]`);
    await revisit(page);
    await expect(row.getByRole("checkbox")).toBeChecked();
    await row.getByRole("checkbox").click();
    await expect(row.getByRole("checkbox")).not.toBeChecked();
    await expect(page.getByRole("status").filter({ hasText: UNTICKED })).toBeVisible();
    await look(page, words("review.sorts.confidence"));
    await expect(page).toHaveURL(/show=ready$/);
    await expect(rows(page).first()).toBeVisible();
    const ids = await shownIds(page);
    expect(new Set(ids).size).toBe(ids.length);
    return id;
  });

  await test.step("the server dies in the middle of matching, and goes on", async () => {
    await app.stop();
    expect(await left()).toBeGreaterThan(0);
    await letGo(app, uploadId);
    await searchStrangers(app);
    await app.start();
    await expect.poll(left, { timeout: 200_000, message: "names left to check" }).toBe(0);
  });

  const ticked = await tickedRows();
  const dids = [...new Set(ticked.map(({ did }) => did))].sort();
  expect(dids.length).toBeGreaterThan(60);
  expect(ticked.map(({ id }) => id)).not.toContain(unticked);
  const [ready] = await ask<{ count: number }>(
    `SELECT count(*)::int AS count FROM user_source_follows
     WHERE upload_id = $1 AND state = 'found' AND best_score >= $2`,
    SURE_SCORE,
  );
  expect(ticked, "everybody who is sure, but for the one").toHaveLength((ready?.count ?? 0) - 1);

  await test.step("the server dies in the middle of following, and goes on", async () => {
    await usePace(app, person, 150 - 40);
    await visit(page, `/uploads/${uploadId}`);
    await page
      .getByRole("button", {
        name: words("review.bar.follow", { count: ticked.length, app: "Bluesky" }),
      })
      .click();
    await page
      .getByRole("dialog")
      .getByRole("button", {
        // Several names may be one account.
        name: words("follows.plan.confirm", { count: dids.length, app: "Bluesky" }),
      })
      .click();
    await page.waitForURL(/\/follows\/[0-9a-f-]{36}$/);
    const [waits = ""] = words("follows.waits.pace", { time: "|" }).split(". ");
    await expect(page.getByText(waits)).toBeVisible();
    await app.stop();
    expect(await listFollows(person.did)).toHaveLength(40);
    await letGo(app, uploadId);
    await app.start();
    await revisit(page);
    await page
      .getByLabel(words("follows.plan.pace"), { exact: true })
      .selectOption({ label: words("follows.plan.paces.fast") });
    await expect(page.getByRole("heading", { name: words("follows.status.done") })).toBeVisible();
  });
  expect(await listFollows(person.did)).toEqual(dids);
});

const UNTICKED = words("review.untickedDone", { name: "|" }).split("|")[1] ?? "";

function rows(page: Page) {
  return page.getByRole("region", { name: words("review.rows") }).locator("[data-row]");
}

async function shownIds(page: Page) {
  return rows(page).evaluateAll((all) => all.map((row) => row.getAttribute("data-row")));
}

/** Sorts the rows another way. */
async function look(page: Page, order: string) {
  await page.getByRole("button", { name: words("review.viewMenu") }).click();
  await page.getByRole("radio", { name: order }).check();
  await page.keyboard.press("Escape");
}

/** The rows stand by name, from A on, whatever is found of them meanwhile. */
async function expectInOrder(page: Page) {
  await expect(page).toHaveURL(/sort=name$/);
  const names = sampleOf(SAMPLE).usernames.map((name) => name.toLowerCase());
  const [first = ""] = names.sort();
  await expect(rows(page).first()).toContainText(first);
}

/** What a dead process had to itself is free again after some minutes: as if they had passed. */
async function letGo({ databaseUrl }: OwnApp, uploadId: string) {
  const run = (sql: string, ...values: unknown[]) => query(sql, values, databaseUrl);
  await run("UPDATE user_uploads SET match_lease_until = now() WHERE upload_id = $1", uploadId);
  await run("UPDATE source_accounts SET claimed_until = now()");
  await run("UPDATE users SET follow_lease_until = NULL, follow_lease_holder = NULL");
}

/** As if somebody else had just looked for those of the names that nobody has. */
async function searchStrangers({ databaseUrl }: OwnApp) {
  await query(
    "UPDATE source_accounts SET searched_at = now() WHERE original_username = ANY ($1)",
    [strangersIn(sampleOf(SAMPLE)).map((name) => name.toLowerCase())],
    databaseUrl,
  );
}

/** As if the person had followed so many in this hour. */
async function usePace({ databaseUrl }: OwnApp, { did }: Person, follows: number) {
  await query(
    `INSERT INTO write_points (user_did, hour_follows, hour_follows_ends, day_follows, day_follows_ends)
     VALUES ($1, $2, now() + interval '1 hour', $2, now() + interval '1 day')`,
    [did, follows],
    databaseUrl,
  );
}
