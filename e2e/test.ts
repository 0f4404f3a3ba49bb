import { type BrowserContext, test as base, type ConsoleMessage, expect } from "@playwright/test";
import { createPerson, type Person, world } from "./world";

export { expect };

export type Problems = {
  /** Makes whatever goes wrong on this context's pages fail the test. The test's own context is watched already. */
  watch(context: BrowserContext): void;
  /** Names what a test makes go wrong on purpose. */
  expect(problem: RegExp): void;
};

/**
 * A test with a person of its own. It fails when a page of the app prints an error, throws one, breaks its content security
 * policy or asks for something that fails.
 */
export const test = base.extend<{ person: Person; problems: Problems }>({
  baseURL: world.appUrl,
  person: async ({ request }, use) => use(await createPerson(request)),
  problems: [
    async ({ context }, use) => {
      const problems: string[] = [];
      const expected: RegExp[] = [];
      const watch = (watched: BrowserContext) => listen(watched, (text) => problems.push(text));
      watch(context);
      await use({ watch, expect: (problem) => expected.push(problem) });
      const unexpected = problems.filter((text) => !expected.some((known) => known.test(text)));
      expect(unexpected, "what went wrong on the page").toEqual([]);
    },
    { auto: true },
  ],
});

function listen(context: BrowserContext, report: (problem: string) => void) {
  context.on("console", (message) => {
    if (message.type() === "error" && isOurs(placeOf(message))) report(message.text());
  });
  context.on("weberror", (error) => {
    if (isOurs(error.page()?.url())) report(String(error.error()));
  });
  context.on("requestfailed", (request) => {
    const reason = request.failure()?.errorText;
    // A page that is left gives up what it was still asking for.
    if (reason !== "net::ERR_ABORTED") report(`${request.url()}: ${reason}`);
  });
  context.on("response", (response) => {
    if (response.status() >= 400 && isOurs(response.url())) {
      report(`${response.url()}: ${response.status()}`);
    }
  });
}

function placeOf(message: ConsoleMessage) {
  return message.location().url || message.page()?.url();
}

/** Apps are at 127.0.0.1, and people's servers at localhost: what their pages do is not ours to judge. */
function isOurs(url = "") {
  return url.startsWith("http://127.0.0.1:");
}
