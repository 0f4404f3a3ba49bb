import type { Browser, BrowserContextOptions } from "@playwright/test";

export const phone = { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true };
export const desktop = { viewport: { width: 1280, height: 800 } };

/** Opens an empty page for somebody who has an account on the network and is not signed in. */
export async function openPage(browser: Browser, screen: BrowserContextOptions) {
  const { createPerson, world } = await import("@/e2e/world");
  const context = await browser.newContext({ ...screen, baseURL: world.appUrl, locale: "en-GB" });
  // What tsx wraps each named function in, also those that are sent to the page.
  await context.addInitScript("globalThis.__name = (wrapped) => wrapped");
  const person = await createPerson(context.request);
  return { page: await context.newPage(), person, databaseUrl: world.databaseUrl };
}
