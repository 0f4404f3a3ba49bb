import { mkdir, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { gunzipSync } from "node:zlib";
import type { Page, Request, TestInfo } from "@playwright/test";
import { inspect } from "./inspect";
import { zipOf } from "./network/archives/zip";
import {
  chooseFiles,
  dropFiles,
  listCard,
  pasteNames,
  signIn,
  startButton,
  uploadIdOf,
} from "./story";
import { expect, test } from "./test";
import { words } from "./words";
import { query, sample, sampleOf, savedNames, world } from "./world";

test.beforeEach(({ page, person }) => signIn(page, person));

test("every export of Instagram and TikTok shows its platform and how many accounts it has", async ({
  page,
}) => {
  for (const { file, platform, usernames } of world.samples.filter(({ problem }) => !problem)) {
    await test.step(file, async () => {
      await chooseFiles(page, sample(file));
      const card = listCard(page, platform);
      await expect(card).toContainText(words("bring.count", { count: usernames.length }));
      await expect(card.getByRole("checkbox", { name: words("bring.importThis") })).toBeChecked();
      await startOver(page);
    });
  }
});

test("a dropped archive gives the list of each platform in it, and all of them are saved as they were", async ({
  page,
  person,
}) => {
  const { file, usernames, threadsUsernames = [] } = sampleOf("instagram-json/instagram");
  await dropFiles(page, sample(file));
  await expect(listCard(page, "instagram")).toBeVisible();
  await expect(listCard(page, "threads")).toBeVisible();
  await inspect(page, "preview-two-lists");
  await page
    .getByRole("button", {
      name: words("bring.start", { count: usernames.length + threadsUsernames.length }),
    })
    .click();

  await expect(page.getByRole("link", { name: /^(Instagram|Threads)$/ })).toHaveCount(2);
  await expect(page).toHaveURL("/uploads");
  expect(await listSaved(person.did)).toEqual([
    { platform: "instagram", names: usernames },
    { platform: "threads", names: threadsUsernames },
  ]);
});

test("names that are unticked are not sent", async ({ page }) => {
  const { file, usernames } = sampleOf("tiktok-txt/TikTok");
  const sent: string[] = [];
  page.on("request", (request) => {
    if (request.method() === "POST") sent.push(bodyOf(request));
  });
  await chooseFiles(page, sample(file));
  const [first = ""] = usernames;
  const isPartOfAnother = (name: string) =>
    usernames.some((other) => other !== name && other.includes(name));
  const second = usernames.find((name) => name !== first && !isPartOfAnother(name)) ?? "";
  const card = listCard(page, "tiktok");
  await card
    .getByRole("button", { name: words("bring.showNames", { count: usernames.length }) })
    .click();
  await card.getByRole("checkbox", { name: first }).uncheck();
  await card.getByLabel(words("bring.searchNames")).fill(second.toUpperCase());
  await card.getByRole("button", { name: words("bring.untickAll", { count: 1 }) }).click();
  await expect(card).toContainText(words("bring.unticked", { count: 2 }));
  await inspect(page, "preview-names");

  const left = usernames.filter((name) => name !== first && name !== second);
  await page.getByRole("button", { name: words("bring.start", { count: left.length }) }).click();
  await page.waitForURL(/\/uploads\/[0-9a-f-]{36}$/);
  expect(await savedNames(uploadIdOf(page))).toEqual(left);
  expect(sent.join()).toContain(left[0]);
  expect(sent.join()).not.toContain(`"${first}"`);
  expect(sent.join()).not.toContain(`"${second}"`);
});

test("a list that is left out is not saved", async ({ page, person }) => {
  const { file, usernames } = sampleOf("instagram-json/instagram");
  await chooseFiles(page, sample(file));
  await listCard(page, "threads").getByLabel(words("bring.importThis")).uncheck();
  await page
    .getByRole("button", { name: words("bring.start", { count: usernames.length }) })
    .click();
  await page.waitForURL(/\/uploads\/[0-9a-f-]{36}$/);
  expect(await listSaved(person.did)).toEqual([{ platform: "instagram", names: usernames }]);
});

test("pasted names, links and handles are a list, of the platform that the person says", async ({
  page,
  person,
}) => {
  await pasteNames(
    page,
    "@maya.lindqvist\nhttps://www.tiktok.com/@joon_park?lang=en\n\njoon_park\nines.wav",
  );
  const [card] = await page.getByRole("article").all();
  await expect(card ?? page.getByRole("article")).toContainText(words("bring.count", { count: 3 }));
  await inspect(page, "preview-pasted");
  await page.getByLabel(words("bring.platform"), { exact: true }).selectOption("TikTok");
  await startButton(page).click();
  await page.waitForURL(/\/uploads\/[0-9a-f-]{36}$/);
  expect(await listSaved(person.did)).toEqual([
    { platform: "tiktok", names: ["maya.lindqvist", "joon_park", "ines.wav"] },
  ]);
});

test("a platform that was recognised wrongly can be corrected", async ({ page, person }) => {
  const { file, usernames } = sampleOf("instagram-html-older/loose");
  await chooseFiles(page, sample(file));
  await listCard(page, "instagram").getByLabel(words("bring.platform")).selectOption("Threads");
  await expect(listCard(page, "threads")).toBeVisible();
  await startButton(page).click();
  await page.waitForURL(/\/uploads\/[0-9a-f-]{36}$/);
  expect(await listSaved(person.did)).toEqual([{ platform: "threads", names: usernames }]);
});

test("a folder is read like the archive that it came from", async ({ page }, info) => {
  const rows = ["anna.schmidt", "ben_travel"].map((title) => ({ title, string_list_data: [{}] }));
  const folder = await writeFiles(info, "export", {
    "connections/followers_and_following/following.json": JSON.stringify({
      relationships_following: rows,
    }),
    "connections/followers_and_following/followers_1.json": "[]",
    "media/posts/1.jpg": "no list",
  });
  await dropFiles(page, folder);
  await expect(listCard(page, "instagram")).toContainText(words("bring.count", { count: 2 }));
});

test("several files are read together: two halves are one list, and what is no list is named", async ({
  page,
}, info) => {
  const half = (...names: string[]) =>
    JSON.stringify({ relationships_following: names.map((title) => ({ title })) });
  const folder = await writeFiles(info, "several", {
    "following_1.json": half("a_one", "b_two"),
    "following_2.json": half("c_three", "a_one"),
    "empty.json": "",
  });
  const names = ["following_1.json", "following_2.json", "empty.json"];
  const { file, usernames } = sampleOf("tiktok-json/loose");
  await dropFiles(page, ...names.map((name) => join(folder, name)), sample(file));
  const card = listCard(page, "instagram");
  await expect(card).toContainText(words("bring.count", { count: 3 }));
  await expect(card).toContainText(words("exports.notes.duplicates", { count: 1 }));
  await expect(listCard(page, "tiktok")).toContainText(
    words("bring.count", { count: usernames.length }),
  );
  await page.getByText(words("bring.ignoredFiles", { count: 1 })).click();
  await expect(
    page.getByText(words("exports.errors.emptyFile.sentence", { file: "empty.json" })),
  ).toBeVisible();
});

test("where a file does not say which list it is, the person is asked", async ({
  page,
  person,
}, info) => {
  const rows = (...names: string[]) =>
    names.map((name) => `Дата: 2024-01-01 10:00:00 UTC\nИмя: ${name}\n`).join("\n");
  const archive = await zipOf({
    "TikTok/Профиль/Список1.txt": rows("one.of.those", "two.of.those"),
    "TikTok/Профиль/Список2.txt": rows("somebody.else"),
  });
  const folder = await writeFiles(info, "unknown", { "TikTok_Data.zip": archive });
  await chooseFiles(page, join(folder, "TikTok_Data.zip"));

  const question = words("exports.kindQuestion", { platform: "TikTok" });
  await expect(page.getByText(question)).toHaveCount(2);
  await expect(startButton(page)).toBeHidden();
  await inspect(page, "preview-question");
  const wanted = page.getByRole("article").filter({ hasText: words("bring.count", { count: 2 }) });
  await wanted.getByRole("button", { name: words("bring.yes") }).click();
  await expect(page.getByText(question)).toHaveCount(1);
  await page.getByRole("button", { name: words("bring.start", { count: 2 }) }).click();
  await page.waitForURL(/\/uploads\/[0-9a-f-]{36}$/);
  expect(await listSaved(person.did)).toEqual([
    { platform: "tiktok", names: ["one.of.those", "two.of.those"] },
  ]);
});

test("an archive of X without names says so, and one with tweets says how many it could name", async ({
  page,
}) => {
  const following = (...ids: string[]) =>
    `window.YTD.following.part0 = ${JSON.stringify(ids.map((accountId) => ({ following: { accountId } })))}`;
  const tweet = {
    entities: { user_mentions: [{ id_str: "12", screen_name: "maya_l", name: "Maya" }] },
  };
  const archive = (files: Record<string, string>) =>
    zipOf({ "data/manifest.js": "window.__THAR_CONFIG = {}", ...files });

  const bare = await archive({ "data/following.js": following("11", "12", "13") });
  await chooseFiles(page, {
    name: "twitter.zip",
    mimeType: "application/zip",
    buffer: Buffer.from(bare),
  });
  const nobody = listCard(page, "x");
  await expect(nobody.getByRole("alert")).toContainText("X’s archive holds numbers only");
  await expect(nobody).not.toContainText(words("bring.emptyList"));
  await inspect(page, "preview-numbers");
  await startOver(page);

  const named = await archive({
    "data/following.js": following("11", "12", "13"),
    "data/tweets.js": `window.YTD.tweets.part0 = ${JSON.stringify([{ tweet }])}`,
  });
  await chooseFiles(page, {
    name: "twitter.zip",
    mimeType: "application/zip",
    buffer: Buffer.from(named),
  });
  await expect(listCard(page, "x")).toContainText(
    words("exports.notes.numbersNamed", { named: 1, count: 3, unnamed: 2 }),
  );
  await expect(
    page.getByRole("button", { name: words("bring.start", { count: 1 }) }),
  ).toBeVisible();
});

const mistakes = {
  "a list of followers": {
    file: "problems/followers-only",
    sentence: () => words("exports.kinds.followers.notImported", { platform: "Instagram" }),
  },
  "a list with nobody on it": {
    file: "problems/empty",
    sentence: () => words("bring.emptyList"),
    hint: words("bring.emptyListHint", { platform: "Instagram" }),
  },
  "an archive that was cut off": {
    file: "problems/broken",
    sentence: (file: string) => words("exports.errors.brokenZip.sentence", { file }),
    hint: words("exports.errors.brokenZip.hint"),
  },
  "an archive with a password": {
    file: "problems/password",
    sentence: (file: string) =>
      words("exports.errors.encryptedZip.sentence", {
        file: `${file}/connections/followers_and_following/following.json`,
      }),
    hint: words("exports.errors.encryptedZip.hint"),
  },
};
for (const [what, { file, sentence, ...rest }] of Object.entries(mistakes)) {
  test(`${what} gets a sentence of its own and what to do`, async ({ page }) => {
    const path = sample(file);
    await chooseFiles(page, path);
    await expect(page.getByText(sentence(path.slice(path.lastIndexOf("/") + 1)))).toBeVisible();
    if ("hint" in rest) await expect(page.getByText(rest.hint)).toBeVisible();
    await expect(startButton(page)).toBeHidden();
    await inspect(page, file.replace("/", "-"));
    await startOver(page);
  });
}

test("a file without a byte, and one that is a picture, each get a sentence of their own", async ({
  page,
}) => {
  await chooseFiles(page, { name: "following.json", mimeType: "", buffer: Buffer.alloc(0) });
  const empty = words("exports.errors.emptyFile.sentence", { file: "following.json" });
  await expect(page.getByRole("alert").filter({ hasText: empty })).toBeVisible();
  await startOver(page);

  const bytes = Buffer.alloc(4_000);
  bytes.set([0xff, 0xd8, 0xff, 0xe0, 0, 16, 0x4a, 0x46, 0x49, 0x46, 0, 1]);
  await chooseFiles(page, { name: "me.jpg", mimeType: "image/jpeg", buffer: bytes });
  const picture = words("exports.errors.notText.sentence", { file: "me.jpg" });
  await expect(page.getByRole("alert").filter({ hasText: picture })).toBeVisible();
});

test("a list that cannot be saved leaves nothing behind, and can be sent again", async ({
  page,
  person,
  problems,
}) => {
  await chooseFiles(page, sample("instagram-html/loose"));
  await page.route("**/api/imports/*/finish", (route) => route.fulfill({ status: 403 }), {
    times: 1,
  });
  problems.expect(/403/);
  await startButton(page).click();
  await expect(
    page.getByRole("alert").filter({ hasText: words("bring.sendProblems.failed") }),
  ).toBeVisible();
  expect(await listSaved(person.did)).toEqual([]);

  await startButton(page).click();
  await page.waitForURL(/\/uploads\/[0-9a-f-]{36}$/);
  expect(await listSaved(person.did)).toEqual([
    { platform: "instagram", names: sampleOf("instagram-html/loose").usernames },
  ]);
});

/** What a request carries, as text. */
function bodyOf(request: Request) {
  const body = request.postDataBuffer() ?? Buffer.alloc(0);
  const isCompressed = request.headers()["content-encoding"] === "gzip";
  return (isCompressed ? gunzipSync(body) : body).toString("utf8");
}

async function startOver(page: Page) {
  await page.getByRole("button", { name: words("bring.another"), exact: true }).click();
}

/** Every list of a person, with its names. */
async function listSaved(did: string) {
  const uploads = await query<{ id: string; platform: string }>(
    `SELECT upload_id AS id, source_platform AS platform FROM user_uploads
     WHERE user_did = $1 ORDER BY source_platform`,
    [did],
  );
  return Promise.all(
    uploads.map(async ({ id, platform }) => ({ platform, names: await savedNames(id) })),
  );
}

async function writeFiles(
  info: TestInfo,
  name: string,
  files: Record<string, string | Uint8Array>,
) {
  const folder = info.outputPath(name);
  for (const [path, content] of Object.entries(files)) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), content);
  }
  return folder;
}
