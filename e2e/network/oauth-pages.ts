import type { Page } from "@playwright/test";

export type Decision = {
  password: string;
  /** Needed when the app has not told the PDS whose account it is. */
  handle?: string;
  /** `cancel` leaves on the sign-in page, `deny` on the consent page. */
  decision?: "authorize" | "deny" | "cancel";
};

const CONSENT_BUTTONS = { authorize: "Authorize", deny: "Deny access" };

/**
 * Goes through the pages of the PDS, from the address that the app sends the browser to until the browser is back at the
 * app. The page is on its way there, or there. Gives the text of the consent page, "" after `cancel`.
 */
export async function approve(page: Page, { password, handle, decision = "authorize" }: Decision) {
  const button = (name: string) => page.getByRole("button", { name, exact: true });
  const passwordField = page.locator("input[name=password]");
  const authorize = button(CONSENT_BUTTONS.authorize);

  // Signed in already, the PDS shows the consent page at once; not knowing who comes, it first asks "Sign in?".
  await passwordField.or(authorize).or(button("Sign in")).first().waitFor();
  const { origin } = new URL(page.url());
  const isBack = (url: URL) => url.origin !== origin;

  if (!(await authorize.isVisible())) {
    if (decision === "cancel") {
      await button("Cancel").click();
      await page.waitForURL(isBack);
      return "";
    }
    if (!(await passwordField.isVisible())) await button("Sign in").click();
    if (handle) await page.locator("input[name=username]").fill(handle);
    await passwordField.fill(password);
    await button("Sign in").click();
  }
  await authorize.waitFor();
  const consent = await page.locator("form").innerText();
  await button(CONSENT_BUTTONS[decision === "deny" ? "deny" : "authorize"]).click();
  await page.waitForURL(isBack);
  return consent;
}
