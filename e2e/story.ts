import { readdirSync } from "node:fs";
import { join } from "node:path";
import { expect, type Page } from "@playwright/test";
import { approve } from "./network/oauth-pages";
import { words } from "./words";
import { type Person, query, sample } from "./world";

// The steps of the story that other steps begin from, as a person takes them.

/** Signs in through the person's own server; ends on the page that was asked for. */
export async function signIn(page: Page, person: Person, path = "/uploads") {
  await page.goto(path);
  await startSignIn(page, person.handle);
  await approve(page, { password: person.password });
  await expect(page).toHaveURL(new RegExp(`${path}$`));
}

/** Types a handle at the door and presses the button. */
export async function startSignIn(page: Page, handle: string) {
  await page.getByLabel(words("door.handleLabel"), { exact: true }).fill(handle);
  await page.getByRole("button", { name: words("door.signIn"), exact: true }).click();
}

/** Chooses files, or the only file of each folder of samples, on the page with the drop zone. */
export async function chooseFiles(page: Page, ...paths: string[]) {
  const chooser = page.waitForEvent("filechooser");
  await page.getByRole("button", { name: words("bring.choose"), exact: true }).click();
  await (await chooser).setFiles(paths.map(onlyFile));
}

/** Chooses files and starts looking for everybody who is offered; ends in the review. Gives the id of the list. */
export async function bring(page: Page, ...paths: string[]) {
  await page.goto("/uploads");
  await chooseFiles(page, ...paths);
  await startButton(page).click();
  await page.waitForURL(/\/uploads\/[0-9a-f-]{36}$/, { timeout: 30_000 });
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
    .poll(() => countUnchecked(uploadId), { timeout: 80_000, message: "names left to check" })
    .toBe(0);
  await page.goto(`/uploads/${uploadId}`);
}

async function countUnchecked(uploadId: string) {
  const sql = `SELECT count(*)::int AS count FROM user_source_follows
    WHERE upload_id = $1 AND state = 'not_checked'`;
  const [row] = await query<{ count: number }>(sql, [uploadId]);
  return row?.count;
}

function onlyFile(path: string) {
  const whole = path.startsWith("/") ? path : sample(path);
  if (/\.\w+$/.test(whole)) return whole;
  const [file] = readdirSync(whole).filter((name) => name.endsWith(".zip"));
  if (!file) throw new Error(`There is no archive in ${whole}.`);
  return join(whole, file);
}
