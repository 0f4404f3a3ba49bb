import { platforms } from "../lib/exports";
import { inspect } from "./inspect";
import { revisit, signIn, visit } from "./story";
import { expect, test } from "./test";
import { words } from "./words";
import { query } from "./world";

/** What is kept of lists, a person's own: the older ones first. */
const LISTS = [
  { platform: "x", found: 90, total: 100 },
  { platform: "x", found: 30, total: 120 },
  { platform: "tiktok", found: 1_204, total: 2_500 },
  { platform: "instagram", found: 0, total: 40 },
];
const MORE = ["youtube", "threads", "tumblr", "twitch", "reddit"];

test("how much is found of each platform is drawn and told, once there are several", async ({
  page,
  person,
}) => {
  await signIn(page, person);
  const chart = page.getByRole("figure").filter({ hasText: words("history.platforms.title") });
  const [first = ""] = await addLists(person.did, LISTS.slice(0, 2));
  await visit(page, `/uploads/${first}/history`);
  await expect(page.getByText(words("history.funnel.title"))).toBeVisible();
  await expect(chart).toHaveCount(0);

  // The newest list of each platform, the best first.
  await addLists(person.did, LISTS.slice(2));
  await revisit(page);
  await expect(chart.getByRole("term").or(chart.getByRole("definition"))).toHaveText([
    ...["TikTok", "1,204 48%", "X", "30 25%", "Instagram", "0 0%"],
  ]);
  await chart.scrollIntoViewIfNeeded();
  await inspect(page, "history-three-platforms");

  await addLists(
    person.did,
    MORE.map((platform, place) => ({ platform, found: 7 * place, total: 50 })),
  );
  await revisit(page);
  await expect(chart.getByRole("term")).toHaveCount(8);
  await chart.scrollIntoViewIfNeeded();
  await inspect(page, "history-eight-platforms");
});

/** Saves lists as they are when they have been checked, one after the other; gives their ids. */
async function addLists(did: string, lists: typeof LISTS) {
  const known = platforms.map(({ id }) => id as string);
  expect(known).toEqual(expect.arrayContaining(lists.map(({ platform }) => platform)));
  const added = await query<{ id: string }>(
    `INSERT INTO user_uploads (user_did, source_platform, name, total_users, matched_users, unmatched_users, created_at,
       saved_at)
     SELECT $1, platform, 'Following', total, found, total - found, clock_timestamp() + place * interval '1 second', now()
     FROM unnest($2::text[], $3::int[], $4::int[]) WITH ORDINALITY AS list (platform, found, total, place)
     RETURNING upload_id AS id`,
    [
      did,
      lists.map(({ platform }) => platform),
      lists.map(({ found }) => found),
      lists.map(({ total }) => total),
    ],
  );
  return added.map(({ id }) => id);
}
