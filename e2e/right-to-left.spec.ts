import type { Locator, Page } from "@playwright/test";
import { inspect } from "./inspect";
import { bring, matched, revisit, signIn, visit } from "./story";
import { expect, test } from "./test";
import { messagesIn, words, wordsIn } from "./words";
import { query, sample, world } from "./world";

type Texts = { [key: string]: string | Texts };

const arabic = wordsIn("ar");
const sentences = new Set(sentencesOf(messagesIn("en"), messagesIn("ar")));
/** Words of which hardly an English sentence has none. */
const COMMON = /\b(the|of|and|to|is|are|you|your|not|for|with|in|on|from|it|this|that|who|they)\b/i;

test("a person chooses Arabic and reads everything from right to left", async ({
  page,
  person,
}) => {
  await signIn(page, person);
  const uploadId = await bring(page, "instagram-json-older/instagram");
  await matched(page, uploadId);

  await visit(page, "/settings");
  await page.getByLabel(words("preferences.language")).selectOption("ar");
  await page
    .getByRole("button", { name: words("preferences.save") })
    .first()
    .click();
  await expect(page.getByText(arabic("preferences.saved"))).toBeVisible();
  await revisit(page);
  await look(page, "settings");

  await visit(page, "/uploads");
  await look(page, "home");
  const chooser = page.waitForEvent("filechooser");
  await page.getByRole("button", { name: arabic("bring.choose"), exact: true }).click();
  await (await chooser).setFiles(sample("instagram-json-older/instagram"));
  await expect(page.getByText(arabic("bring.leaveNow"))).toBeVisible();
  await look(page, "preview");

  await visit(page, `/uploads/${uploadId}`);
  await look(page, "review");
  await expectFromRightToLeft(page);
  await swipeToTheLeft(page, uploadId);
  await follow(page);
  await look(page, "follows");

  for (const [name, path] of Object.entries({
    guides: "/guides#instagram",
    history: `/uploads/${uploadId}/history`,
    arrivals: "/notifications",
  })) {
    await visit(page, path);
    await look(page, name);
  }
});

test("the door opens from right to left to a browser that asks for Arabic, in its letters", async ({
  browser,
  problems,
}) => {
  const context = await browser.newContext({ locale: "ar-EG", baseURL: world.appUrl });
  problems.watch(context);
  const page = await context.newPage();
  await visit(page, "/");
  await look(page, "door");
  expect(await facesOf(page)).toContain("IBM Plex Sans Arabic");
  await context.close();
});

test("nobody fetches Arabic letters for a page in another language", async ({ page, person }) => {
  await visit(page, "/");
  await expect(page.getByRole("button", { name: "العربية" })).toBeVisible();
  expect(await facesOf(page)).toEqual(["IBM Plex Sans Variable"]);
  await signIn(page, person, "/settings");
  expect(await facesOf(page)).toEqual(["IBM Plex Sans Variable"]);
});

async function look(page: Page, name: string) {
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
  await expect(page.locator("html")).toHaveAttribute("lang", "ar");
  await expect(page.locator("html")).toHaveAttribute("dir", "rtl");
  expect(await page.evaluate(ownTexts).then((texts) => texts.filter(isEnglish)), name).toEqual([]);
  await inspect(page, `arabic-${name}`);
}

/** Runs in the page: what it says itself, outside of people's own words, which have a direction of their own. */
function ownTexts() {
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const texts: string[] = [document.title];
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const place = node.parentElement;
    if (!place?.closest("script, style, pre, bdi, [dir=auto]")) texts.push(node.nodeValue ?? "");
  }
  for (const place of document.querySelectorAll("[aria-label], [placeholder], [alt]")) {
    for (const name of ["aria-label", "placeholder", "alt"]) {
      texts.push(place.getAttribute(name) ?? "");
    }
  }
  return texts.map((text) => text.trim()).filter(Boolean);
}

/**
 * Names of menus stand in brackets as the platform shows them, and what was put into a sentence between isolates; handles
 * are the same everywhere.
 */
function isEnglish(text: string) {
  const own = text.replace(/\([^)]*\)|«[^»]*»|\u2068[^\u2069]*\u2069|[\w-]+(\.[\w-]+)+/g, "");
  return sentences.has(text) || COMMON.test(own);
}

/** Every message that is a text as it stands, and not the same in Arabic. */
function sentencesOf(messages: Texts, translated: Texts): string[] {
  return Object.entries(messages).flatMap(([key, text]) => {
    const other = translated[key];
    if (typeof text !== "string") return sentencesOf(text, other as Texts);
    return text === other || /[{<]/.test(text) ? [] : [text];
  });
}

async function expectFromRightToLeft(page: Page) {
  const row = page
    .getByRole("article")
    .filter({ has: page.getByRole("checkbox") })
    .first();
  const links = row.getByRole("link");
  const [source, candidate] = [await boxOf(links.first()), await boxOf(links.nth(1))];
  expect(source.x, "who was followed stands right of who that is").toBeGreaterThan(candidate.x);

  const places = await row
    .getByText(/^@/)
    .last()
    .evaluate((element) => {
      const text = document.createTreeWalker(element, NodeFilter.SHOW_TEXT).nextNode() as Text;
      const range = document.createRange();
      range.setStart(text, 0);
      range.setEnd(text, 1);
      const at = range.getBoundingClientRect();
      return { at: at.left, text: element.getBoundingClientRect().left };
    });
  expect(places.at, "the @ stands before its name").toBeCloseTo(places.text, 0);
}

/** Forward is to the left here: it ticks, or unticks. */
async function swipeToTheLeft(page: Page, uploadId: string) {
  const before = await countTicked(uploadId);
  const row = page
    .getByRole("article")
    .filter({ has: page.getByRole("checkbox") })
    .first();
  const { x, y, width } = await boxOf(row);
  const session = await page.context().newCDPSession(page);
  const send = (type: "touchStart" | "touchMove" | "touchEnd", at?: number) =>
    session.send("Input.dispatchTouchEvent", {
      type,
      touchPoints: at === undefined ? [] : [{ x: x + at, y: y + 8 }],
    });
  await send("touchStart", width - 20);
  for (const gone of [20, 60, 100, 140]) await send("touchMove", width - 20 - gone);
  await expect(row).toHaveAttribute("data-swipe", "forward");
  await send("touchEnd");
  await session.detach();
  await expect.poll(() => countTicked(uploadId)).not.toBe(before);
}

/** Follows everybody who is ticked; ends on the page of the batch, when all is done. */
async function follow(page: Page) {
  const any = (text: string) => new RegExp(`^${text.replace("11", "[\\d,]+")}$`);
  const values = { count: 11, app: "Bluesky" };
  await page.getByRole("button", { name: any(arabic("review.bar.follow", values)) }).click();
  const dialog = page.getByRole("dialog");
  const confirm = any(arabic("follows.plan.confirm", values));
  await expect(dialog.getByRole("button", { name: confirm })).toBeEnabled();
  await look(page, "plan");
  await dialog.getByRole("button", { name: confirm }).click();
  await page.waitForURL(/\/follows\/[0-9a-f-]{36}$/);
  await expect(page.getByRole("heading", { name: arabic("follows.status.done") })).toBeVisible();
}

async function countTicked(uploadId: string) {
  const [row] = await query<{ count: number }>(
    `SELECT count(*)::int AS count FROM user_source_follows WHERE upload_id = $1 AND selected`,
    [uploadId],
  );
  return row?.count;
}

async function boxOf(place: Locator) {
  const box = await place.boundingBox();
  if (!box) throw new Error("It is not on the page.");
  return box;
}

/** Which typefaces the page has fetched. */
function facesOf(page: Page) {
  return page.evaluate(async () => {
    const loaded = [...(await document.fonts.ready)].filter(({ status }) => status === "loaded");
    return [...new Set(loaded.map(({ family }) => family.replace(/"/g, "")))];
  });
}
