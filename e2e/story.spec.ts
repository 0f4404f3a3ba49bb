import { inspect } from "./inspect";
import { bring, chooseFiles, matched, signIn, startButton, visit } from "./story";
import { expect, test } from "./test";
import { words } from "./words";
import { listFollows, query, sample } from "./world";

test("a person brings a list, reviews it, and follows exactly those who are ticked", async ({
  page,
  person,
}) => {
  await visit(page, "/");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(words("door.headline"));
  await inspect(page, "door");

  await signIn(page, person);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(words("start.title"));
  await page.getByRole("button", { name: "Instagram" }).click();
  const guide = page.locator("details", { hasText: "Instagram" });
  await guide.locator("summary").click();
  await expect(guide.getByRole("listitem").first()).toBeVisible();
  await inspect(page, "first-steps");

  await chooseFiles(page, sample("instagram-json-older/instagram"));
  await expect(startButton(page)).toBeVisible();
  await inspect(page, "preview");

  const uploadId = await bring(page, "instagram-json-older/instagram");
  await matched(page, uploadId);
  await inspect(page, "review");

  const ticked = await query<{ did: string }>(
    `SELECT match.atproto_did AS did FROM user_source_follows AS row
     JOIN atproto_matches AS match ON match.id = row.best_match_id
     WHERE row.upload_id = $1 AND row.selected`,
    [uploadId],
  );
  expect(ticked.length).toBeGreaterThan(5);
  const count = ticked.length;
  await page
    .getByRole("button", { name: words("review.bar.follow", { count, app: "Bluesky" }) })
    .click();
  const dialog = page.getByRole("dialog");
  await inspect(page, "plan");
  await dialog
    .getByRole("button", { name: words("follows.plan.confirm", { count, app: "Bluesky" }) })
    .click();

  await page.waitForURL(/\/follows\/[0-9a-f-]{36}$/);
  await expect(page.getByRole("heading", { name: words("follows.status.done") })).toBeVisible();
  await inspect(page, "followed");
  expect(await listFollows(person.did)).toEqual(ticked.map(({ did }) => did).sort());
});
