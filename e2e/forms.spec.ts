import type { Locator, Page } from "@playwright/test";
import { inspect } from "./inspect";
import { listens, loseChanges, signIn, visit } from "./story";
import { expect, test } from "./test";
import { words } from "./words";
import { query } from "./world";

test("a form that does not come through says so, and the page stays as it is", async ({
  page,
  person,
  problems,
}) => {
  problems.expect(/net::ERR_FAILED/);
  await signIn(page, person);
  const instagram = button(page, "Instagram");
  await loseChanges(page, async () => {
    await pressInVain(page, instagram);
    await expect(instagram).toHaveAttribute("aria-pressed", "false");
    await pressInVain(page, button(page, words("shell.signOut")), "form-failed");

    await visit(page, "/settings");
    await pressInVain(page, button(page, words("partners.settings.hide")));
    await pressInVain(page, button(page, words("settings.everywhere")));
    await button(page, words("preferences.save")).first().click();
    await expect(page.getByText(words("preferences.failed"))).toBeVisible();

    await button(page, words("settings.data.delete")).click();
    const dialog = page.getByRole("dialog");
    await button(dialog, words("settings.data.deleteNow")).click();
    await expect(dialog.getByRole("alert")).toHaveText(words("review.failed"));
    await inspect(page, "delete-account-failed");
    await button(dialog, words("common.cancel")).click();
  });

  // Once the connection is back, each of them does what it says.
  await button(page, words("partners.settings.hide")).click();
  await expect(button(page, words("partners.settings.show"))).toBeVisible();
  await visit(page, "/uploads");
  await listens(instagram);
  await instagram.click();
  await expect(instagram).toHaveAttribute("aria-pressed", "true");
  await button(page, words("shell.signOut")).click();
  await expect(page.getByLabel(words("door.handleLabel"), { exact: true })).toBeVisible();
  expect(await query("SELECT FROM users WHERE did = $1", [person.did])).toHaveLength(1);
  expect(await query("SELECT FROM user_sessions WHERE did = $1", [person.did])).toEqual([]);
});

function button(place: Page | Locator, name: string) {
  return place.getByRole("button", { name, exact: true });
}

/** Presses a button whose work gets lost, reads what the page says to it, and closes that. */
async function pressInVain(page: Page, target: Locator, picture?: string) {
  await listens(target);
  await target.click();
  const told = page.getByRole("alert").filter({ hasText: words("review.failed") });
  await expect(told).toBeVisible();
  if (picture) await inspect(page, picture);
  await button(told, words("common.close")).click();
  await expect(told).toHaveCount(0);
}
