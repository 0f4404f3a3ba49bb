import { expect, type FileChooser, type Locator, type Page } from "@playwright/test";
import { type PlatformId, platforms } from "../lib/exports";
import type en from "../messages/en";
import { approve } from "./network/oauth-pages";
import { words } from "./words";
import { type Person, query, sample } from "./world";

// The steps of the story that other steps begin from, as a person takes them.

/** Signs in through the person's own server; ends on the page that was asked for. */
export async function signIn(page: Page, person: Person, path = "/uploads") {
  await visit(page, path);
  await startSignIn(page, person.handle);
  await approve(page, { password: person.password });
  await expect(page).toHaveURL(new RegExp(`${path}$`));
  await pageListens(page);
}

/** Opens a page of the app, and waits until it listens. */
export async function visit(page: Page, path: string) {
  const response = await page.goto(path);
  await pageListens(page);
  return response;
}

/** Loads the page anew, and waits until it listens. */
export async function revisit(page: Page) {
  await page.reload();
  await pageListens(page);
}

/** Types a handle at the door and presses the button. */
export async function startSignIn(page: Page, handle: string) {
  await page.getByLabel(words("door.handleLabel"), { exact: true }).fill(handle);
  await page.getByRole("button", { name: words("door.signIn"), exact: true }).click();
}

/**
 * Waits until the page listens to what is done with something: what comes with the markup is there before its script.
 * React notes on an element that it has taken it over.
 */
export async function listens(target: Locator) {
  await expect
    .poll(() =>
      target.evaluate((element) =>
        Object.keys(element).some((key) => key.startsWith("__reactProps$")),
      ),
    )
    .toBe(true);
}

/** The first link of every page is taken over when its frame is; React sees to what is pressed within from then on. */
function pageListens(page: Page) {
  return listens(page.locator('a[href="#content"]'));
}

/** Chooses files on the page with the drop zone. */
export async function chooseFiles(page: Page, ...files: Parameters<FileChooser["setFiles"]>[0][]) {
  const choose = page.getByRole("button", { name: words("bring.choose"), exact: true });
  await listens(choose);
  const chooser = page.waitForEvent("filechooser");
  await choose.click();
  await (await chooser).setFiles(files.flat() as string[]);
}

/** Drops files and folders of this machine on the page, as from its desktop. */
export async function dropFiles(page: Page, ...files: string[]) {
  const zone = page.getByRole("region", { name: words("bring.drop") });
  await zone.scrollIntoViewIfNeeded();
  const box = await zone.boundingBox();
  if (!box) throw new Error("There is no drop zone.");
  const at = { x: box.x + box.width / 2, y: box.y + box.height / 2 };
  const browser = await page.context().newCDPSession(page);
  const data = { items: [], files, dragOperationsMask: 1 };
  for (const type of ["dragEnter", "dragOver", "drop"] as const) {
    await browser.send("Input.dispatchDragEvent", { type, ...at, data });
  }
  await browser.detach();
}

/** Reads the names that somebody pastes. */
export async function pasteNames(page: Page, text: string) {
  await page.getByText(words("bring.paste"), { exact: true }).click();
  await page.getByLabel(words("bring.pasteLabel"), { exact: true }).fill(text);
  await page.getByRole("button", { name: words("bring.readPasted"), exact: true }).click();
}

/** What the page shows of one list that was read. */
export function listCard(page: Page, platform: PlatformId, kind: keyof Kinds = "following") {
  const name = platforms.find(({ id }) => id === platform)?.name ?? platform;
  const heading = words("bring.recognised", {
    platform: name,
    kind: words(`exports.kinds.${kind}.name`),
  });
  return page
    .getByRole("article")
    .filter({ has: page.getByRole("heading", { name: heading, exact: true }) });
}

type Kinds = (typeof en)["exports"]["kinds"];

/**
 * Chooses an export, named by the beginning of its path among the samples, and looks for everybody who is offered; ends
 * in the review. Gives the id of the list.
 */
export async function bring(page: Page, start: string) {
  await visit(page, "/uploads");
  await chooseFiles(page, sample(start));
  await startButton(page).click();
  await page.waitForURL(/\/uploads\/[0-9a-f-]{36}$/);
  return uploadIdOf(page);
}

/** The button that sends the ticked names, whatever their number. */
export function startButton(page: Page) {
  const names = [1, 2].map((count) => words("bring.start", { count }).replace(/\d/, "[\\d,]+"));
  return page.getByRole("button", { name: new RegExp(`^(?:${names.join("|")})$`) });
}

export function uploadIdOf(page: Page) {
  return /\/uploads\/([0-9a-f-]{36})/.exec(page.url())?.[1] ?? "";
}

/** Waits until every name of a list is checked, and the page shows it. */
export async function matched(page: Page, uploadId: string) {
  await expect
    .poll(() => countUnchecked(uploadId), { timeout: 200_000, message: "names left to check" })
    .toBe(0);
  await visit(page, `/uploads/${uploadId}`);
}

async function countUnchecked(uploadId: string) {
  const sql = `SELECT count(*)::int AS count FROM user_source_follows
    WHERE upload_id = $1 AND state = 'not_checked'`;
  const [row] = await query<{ count: number }>(sql, [uploadId]);
  return row?.count;
}

/** While something is done, whatever would change something does not reach the app. */
export async function loseChanges(page: Page, work: () => Promise<void>) {
  await page.route("**/*", (route) =>
    route.request().method() === "POST" ? route.abort() : route.fallback(),
  );
  await work();
  await page.unroute("**/*");
}
