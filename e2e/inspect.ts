import { join } from "node:path";
import AxeBuilder from "@axe-core/playwright";
import { expect, type Page } from "@playwright/test";
import { screensFolder } from "./places";

const desktop = { width: 1280, height: 800 };
const phone = { width: 390, height: 844 };
const smallPhone = { width: 320, height: 640 };

/**
 * Looks at the page as it stands, on a desk and on a phone, light and dark: axe finds nothing, and nothing reaches over
 * the side. Leaves pictures in test-results/screens, and the page on a light desk.
 */
export async function inspect(page: Page, name: string) {
  // A screen reader says it first; a page that came without one is not whole yet.
  await expect(page, `the title of ${name}`).toHaveTitle(/\S/);
  const before = page.viewportSize() ?? desktop;
  for (const [width, viewport] of Object.entries({ phone, desktop })) {
    await page.setViewportSize(viewport);
    for (const colorScheme of ["dark", "light"] as const) {
      await page.emulateMedia({ colorScheme });
      await endMovement(page);
      const where = `${name}, ${width}, ${colorScheme}`;
      await expectNothingFromAxe(page, where);
      await expectNoOverflow(page, where);
      await page.screenshot({ path: join(screensFolder, `${name}-${width}-${colorScheme}.png`) });
    }
  }
  await page.setViewportSize(smallPhone);
  await expectNoOverflow(page, `${name}, small phone`);
  await page.setViewportSize(before);
}

/**
 * Brings what moves to where it ends: colours that change with the scheme have changed. Waiting for it instead would need
 * frames, which a busy machine may not draw. What moves for ever has no end.
 */
async function endMovement(page: Page) {
  await page.evaluate(() => {
    for (const animation of document.getAnimations()) {
      const { endTime } = animation.effect?.getComputedTiming() ?? {};
      if (endTime !== Infinity) animation.finish();
    }
  });
}

async function expectNothingFromAxe(page: Page, where: string) {
  const { violations } = await new AxeBuilder({ page }).analyze();
  const found = violations.map(({ id, help, nodes }) => ({
    rule: `${id}: ${help}`,
    at: nodes.map(({ html, failureSummary }) => `${html}\n${failureSummary}`),
  }));
  expect(found, `axe: ${where}`).toEqual([]);
}

/** Nothing reaches over the side of the page, or of a dialog on it, where it could not be read. */
export async function expectNoOverflow(page: Page, where: string) {
  const over = await page.evaluate(() => {
    const boxes = [document.documentElement, ...document.querySelectorAll("dialog[open]")];
    return Math.max(...boxes.map(({ scrollWidth, clientWidth }) => scrollWidth - clientWidth));
  });
  expect(over, `pixels over the side: ${where}`).toBeLessThanOrEqual(0);
}
