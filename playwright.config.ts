import { defineConfig, devices } from "@playwright/test";
import { chromiumFlags, prepareChromium } from "./scripts/browser";

// Test workers read this file too, and find here what the first reader found.
process.env.CHROMIUM_PATH ??= await prepareChromium(console.log);

/** The story of the product in a real browser, in a world of its own (e2e/set-up.ts). */
export default defineConfig({
  testDir: "e2e",
  testMatch: "*.spec.ts",
  globalSetup: "./e2e/set-up.ts",
  outputDir: "test-results/browser",
  reporter: [["list"], ["json", { outputFile: "test-results/browser.json" }]],
  fullyParallel: false,
  forbidOnly: true,
  retries: 0,
  workers: 2,
  // Long enough for a machine that has other things to do: a test fails for what it finds, not for its pace.
  timeout: 400_000,
  expect: { timeout: 60_000 },
  use: {
    ...devices["Desktop Chrome"],
    locale: "en-GB",
    timezoneId: "Asia/Kathmandu",
    trace: "off",
    screenshot: "only-on-failure",
    actionTimeout: 60_000,
    launchOptions: { executablePath: process.env.CHROMIUM_PATH, args: chromiumFlags },
  },
});
