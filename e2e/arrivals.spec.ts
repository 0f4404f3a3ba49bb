import { randomBytes } from "node:crypto";
import type { Page } from "@playwright/test";
import { inspect } from "./inspect";
import { joinNetwork } from "./network/join";
import { matched, pasteNames, revisit, signIn, startButton, uploadIdOf, visit } from "./story";
import { expect, test } from "./test";
import { words } from "./words";
import { listFollows, world } from "./world";

/** A name that nobody has. */
const inventName = () => `w${randomBytes(7).toString("hex")}`;

/** Brings names that nobody has yet, from TikTok. */
async function lookFor(page: Page, ...names: string[]) {
  await pasteNames(page, names.join("\n"));
  await page.getByLabel(words("bring.platform"), { exact: true }).selectOption("TikTok");
  await startButton(page).click();
  await page.waitForURL(/\/uploads\/[0-9a-f-]{36}$/);
  await matched(page, uploadIdOf(page));
}

async function join(name: string, displayName: string) {
  const joined = await joinNetwork(world.network.pdsUrl, `${name}.bsky.social`);
  await joined.writeProfile({ displayName });
  return joined.did;
}

test("somebody who joins later is counted while the page is open, and is followed from there", async ({
  page,
  person,
}) => {
  await signIn(page, person);
  await visit(page, "/notifications");
  await expect(page.getByText(words("arrivals.empty"))).toBeVisible();
  await inspect(page, "arrivals-none");

  await visit(page, "/uploads");
  const [one, other] = [inventName(), inventName()];
  await lookFor(page, one, other);
  const did = await join(one, "Somebody New");
  await join(other, "Somebody Else");
  const link = page.getByRole("link", { name: words("shell.arrivals") });
  await expect(link).toContainText("2");

  await link.click();
  const article = page.getByRole("article", { name: "Somebody New" });
  await expect(article).toContainText(one);
  await inspect(page, "arrivals");
  const follow = words("arrivals.follow", { name: "Somebody New", app: "Bluesky" });
  await article.getByRole("button", { name: follow }).click();
  await expect(article.getByRole("status")).toContainText("Being followed");
  await expect.poll(() => listFollows(person.did)).toEqual([did]);

  const second = page.getByRole("article", { name: "Somebody Else" });
  await second.getByRole("button", { name: words("arrivals.notThem") }).click();
  await expect(second.getByRole("status")).toContainText("will not be suggested again");
  await revisit(page);
  await expect(second).toBeHidden();
  await expect(article).toContainText(words("arrivals.followed"));
  await expect(link).not.toContainText(/\d/);
});

test("arrivals are marked as seen at once", async ({ page, person }) => {
  await signIn(page, person);
  const name = inventName();
  await lookFor(page, name);
  await join(name, "Somebody");
  const link = page.getByRole("link", { name: words("shell.arrivals") });
  await expect(link).toContainText("1");
  await link.click();
  const button = page.getByRole("button", { name: words("arrivals.markAllRead", { count: 1 }) });
  await button.click();
  await expect(button).toBeHidden();
  await expect(page.getByRole("article", { name: "Somebody" })).toBeVisible();
});

test("a person asks for messages, hears what is in the way, and stops them from a message", async ({
  page,
  person,
  browser,
  request,
}) => {
  await signIn(page, person, "/settings");
  const section = page.locator("#messages");
  const say = async (frequency: "off" | "daily") => {
    await section
      .getByLabel(words("arrivals.messages.frequency"))
      .selectOption(words(`arrivals.messages.frequencies.${frequency}`));
    await section.getByRole("button", { name: words("arrivals.messages.save") }).click();
  };
  await say("daily");
  await expect(section.getByRole("alert")).toContainText("may not write to you");
  await inspect(page, "settings-messages");

  await request.post(`${world.chatUrl}/allow?did=${person.did}`);
  await say("daily");
  await expect(section.getByText(words("arrivals.messages.saved"))).toBeVisible();
  await section.getByRole("button", { name: words("arrivals.messages.test") }).click();
  await expect(section.getByText(words("arrivals.messages.tested"))).toBeVisible();

  await visit(page, "/uploads");
  const name = inventName();
  await lookFor(page, name);
  await join(name, "Somebody");
  const sent = async () => {
    const answer = await request.get(`${world.chatUrl}/sent?to=${person.did}`);
    return ((await answer.json()) as { text: string }[]).map(({ text }) => text);
  };
  await expect.poll(async () => (await sent()).length).toBe(2);
  const [, message = ""] = await sent();
  expect(message).toContain(`${name} on TikTok is @${name}.bsky.social`);

  // On another device, where nobody is signed in.
  const device = await browser.newContext();
  const elsewhere = await device.newPage();
  await visit(elsewhere, /\S+\/unsubscribe\/\S+/.exec(message)?.[0] ?? "");
  await inspect(elsewhere, "unsubscribe");
  await elsewhere.getByRole("button", { name: words("arrivals.unsubscribe.stop") }).click();
  await expect(elsewhere.getByRole("status")).toContainText("Stopped");
  await device.close();
  await visit(page, "/settings");
  await expect(section.getByLabel(words("arrivals.messages.frequency"))).toHaveValue("off");
});
