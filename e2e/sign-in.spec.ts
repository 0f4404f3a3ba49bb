import type { Page } from "@playwright/test";
import { inspect } from "./inspect";
import { approve } from "./network/oauth-pages";
import { listens, revisit, signIn, startSignIn, visit } from "./story";
import { expect, test } from "./test";
import { words } from "./words";
import { type Person, query, world } from "./world";

const typed: { name: string; write: (handle: string) => string }[] = [
  { name: "as it is", write: (handle) => handle },
  {
    name: "with an @, capitals and spaces around it",
    write: (handle) => ` @${handle.toUpperCase()} `,
  },
  { name: "with marks that nobody sees", write: (handle) => `\u200e@${handle}\u202c` },
];
for (const { name, write } of typed) {
  test(`a handle typed ${name} signs its person in`, async ({ page, person }) => {
    await visit(page, "/");
    await startSignIn(page, write(person.handle));
    await approve(page, { password: person.password });
    await expect(page).toHaveURL("/uploads");
    await expect(
      page.getByText(words("shell.signedInAs", { handle: person.handle })),
    ).toBeAttached();
    expect(await countSessions(person)).toBe(1);
  });
}

const mistakes = [
  { typed: "just a name", problem: "handle-malformed" },
  { typed: "nobody-has-this.bsky.social", problem: "handle-unknown" },
] as const;
for (const { typed: handle, problem } of mistakes) {
  test(`“${handle}” gets a sentence that says what is wrong, and can be mended`, async ({
    page,
  }) => {
    await visit(page, "/");
    await startSignIn(page, handle);
    await expect(page.getByRole("alert").filter({ hasText: /./ })).toHaveText(
      words(`door.problems.${problem}`, { handle }),
    );
    await expect(page.getByLabel(words("door.handleLabel"), { exact: true })).toHaveValue(handle);
    await inspect(page, `door-${problem}`);
  });
}

test("who allows it is shown accounts for what they type, and takes one by keys or by a press", async ({
  page,
}) => {
  const { handle } = world.network.user;
  const start = handle.slice(0, 4);
  await visit(page, "/");
  const field = page.getByRole("combobox", { name: words("door.handleLabel"), exact: true });
  await listens(field);
  await field.fill(start);
  await expect(page.getByRole("listbox")).toBeHidden();
  await page.getByRole("checkbox", { name: /.+/ }).check();
  const option = page.getByRole("option").filter({ hasText: `@${handle}` });

  await test.step("the arrows go round, Escape closes, Enter takes", async () => {
    await field.fill(handle.slice(0, 5));
    await expect(option).toBeVisible();
    await inspect(page, "door-suggestions");
    await field.press("ArrowUp");
    await expect(page.getByRole("option").last()).toHaveAttribute("aria-selected", "true");
    await field.press("ArrowDown");
    const first = page.getByRole("option").first();
    await expect(first).toHaveAttribute("aria-selected", "true");
    await expect(field).toHaveAttribute(
      "aria-activedescendant",
      (await first.getAttribute("id")) ?? "",
    );
    await field.press("Escape");
    await expect(page.getByRole("listbox")).toBeHidden();
    await expect(field).toHaveAttribute("aria-expanded", "false");
    await expect(field).toHaveValue(handle.slice(0, 5));
    await field.press("ArrowDown");
    await expect(first).toHaveAttribute("aria-selected", "true");
    const chosen = (await first.textContent()) ?? "";
    await field.press("Enter");
    await expect(page.getByRole("listbox")).toBeHidden();
    await expect(field).toBeFocused();
    expect(chosen).toContain(`@${await field.inputValue()}`);
  });

  await test.step("a press takes one, and the focus stays", async () => {
    await field.fill(start);
    await option.click();
    await expect(field).toHaveValue(handle);
    await expect(field).toBeFocused();
    await expect(page.getByRole("listbox")).toBeHidden();
  });

  await test.step("it is asked for once", async () => {
    await revisit(page);
    await listens(field);
    await field.fill(start);
    await expect(option).toBeVisible();
  });
});

test("who says no at their server is told that nothing was changed", async ({ page, person }) => {
  await visit(page, "/");
  await startSignIn(page, person.handle);
  await approve(page, { password: person.password, decision: "deny" });
  await expect(page.getByText(words("door.problems.denied"))).toBeVisible();
  expect(await countSessions(person)).toBe(0);
});

test("opened as localhost, the app goes on under the address that the sign-in comes back to", async ({
  page,
}) => {
  await visit(page, world.appUrl.replace("127.0.0.1", "localhost"));
  await expect(page).toHaveURL(`${world.appUrl}/`);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(words("door.headline"));
});

test("a sign-in that was used cannot be used again", async ({ page, person }) => {
  let callback = "";
  page.on("request", (request) => {
    if (isCallback(request.url())) callback = request.url();
  });
  await signIn(page, person);
  await page.goto(callback);
  await expect(page.getByText(words("door.problems.used-or-expired"))).toBeVisible();
  expect(await countSessions(person)).toBe(1);
});

test("a sign-in that was begun in one browser cannot be ended in another", async ({
  page,
  person,
  browser,
  problems,
}) => {
  let server = "";
  await page.route(`${world.network.pdsUrl}/oauth/authorize?*`, (route) => {
    server = route.request().url();
    return route.fulfill({ body: "" });
  });
  await visit(page, "/");
  await startSignIn(page, person.handle);
  await expect.poll(() => server).not.toBe("");

  const other = await browser.newContext();
  problems.watch(other);
  // The page that is still open elsewhere may ask for its news once more.
  problems.expect(/401/);
  const elsewhere = await other.newPage();
  await elsewhere.goto(server);
  await approve(elsewhere, { password: person.password });
  await expect(elsewhere.getByText(words("door.problems.other-browser"))).toBeVisible();
  expect(await countSessions(person)).toBe(0);
  await other.close();
});

test("who was asked to sign in comes to the page that they wanted", async ({ page, person }) => {
  await signIn(page, person, "/settings");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(words("settings.title"));
});

test("signing out ends this browser's session and our access with the last one", async ({
  page,
  person,
  problems,
}) => {
  // The page that is left may ask for its news once more.
  problems.expect(/401/);
  await signIn(page, person);
  await page.getByRole("button", { name: words("shell.signOut") }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(words("door.headline"));
  expect(await countSessions(person)).toBe(0);
  expect(await holdsTokens(person)).toBe(false);
  await visit(page, "/uploads");
  await expectDoor(page);
});

test("signing out everywhere ends the sessions of all browsers", async ({
  page,
  person,
  browser,
  problems,
}) => {
  await signIn(page, person);
  const other = await browser.newContext({ baseURL: world.appUrl });
  problems.watch(other);
  // The page that is still open elsewhere may ask for its news once more.
  problems.expect(/401/);
  const elsewhere = await other.newPage();
  await signIn(elsewhere, person);
  expect(await countSessions(person)).toBe(2);

  await visit(page, "/settings");
  await expect(page.getByText(words("settings.thisBrowser"))).toHaveCount(1);
  await inspect(page, "settings");
  await page.getByRole("button", { name: words("settings.everywhere") }).click();
  await expectDoor(page);
  await revisit(elsewhere);
  await expectDoor(elsewhere);
  expect(await countSessions(person)).toBe(0);
  expect(await holdsTokens(person)).toBe(false);
  await other.close();
});

function isCallback(url: string | URL) {
  return new URL(url).pathname === "/oauth/callback";
}

async function expectDoor(page: Page) {
  await expect(page.getByLabel(words("door.handleLabel"), { exact: true })).toBeVisible();
}

async function countSessions({ did }: Person) {
  return (await query("SELECT FROM user_sessions WHERE did = $1", [did])).length;
}

async function holdsTokens({ did }: Person) {
  return (await query("SELECT FROM oauth_sessions WHERE did = $1", [did])).length > 0;
}
