import { describe, expect, test } from "vitest";
import { expectCode, file, readFixture, zip } from "./fixtures";
import { readExport } from "./index";
import type { ExportFile } from "./types";

const instagram = readFixture("instagram/json_2021_value.json");
const place = "connections/followers_and_following/following.json";

describe("what cannot be read is said, each thing in its own words", () => {
  const encrypted = () => zip({ [place]: instagram }, { password: "secret", zipCrypto: true });
  const cases: [string, string, () => Promise<ExportFile[]> | ExportFile[]][] = [
    ["nothing was given", "noFiles", () => []],
    [
      "only ghosts were given",
      "noFiles",
      () => [file("__MACOSX/._following.json", "x"), file("._a.zip", "x")],
    ],
    ["a file has no bytes", "emptyFile", () => [file("following.json", "")]],
    ["a file has only blanks", "emptyFile", () => [file("following.txt", " \n\n")]],
    [
      "a picture",
      "notText",
      () => [
        file(
          "following.json",
          new Uint8Array(200).map((_, index) => index % 16),
        ),
      ],
    ],
    [
      "prose",
      "unknownFormat",
      () => [
        file("readme.txt", "Once upon a time, there was a list.\nIt had no names in it at all.\n"),
      ],
    ],
    [
      "JSON of another kind",
      "unknownFormat",
      () => [file("a.json", '{"posts":[{"text":"hello"}]}')],
    ],
    [
      "JSON that was cut off",
      "brokenFile",
      () => [file("following.json", instagram.subarray(0, 500))],
    ],
    [
      "a script that was cut off",
      "brokenFile",
      () => [file("following.js", 'window.YTD.following.part0 = [ {"following"')],
    ],
    [
      "the profile of a TikTok account",
      "unknownFormat",
      () => [file("Profile Information.txt", "Username: me\nBirthdate: 2000-01-01\nBio: hello\n")],
    ],
    [
      "a start page",
      "startPage",
      () => [file("start_here.html", "<html><h1>Your data</h1><a href='a.html'>Posts</a></html>")],
    ],
    [
      "a ZIP with its end missing",
      "brokenZip",
      async () => [file("a.zip", (await zip({ [place]: instagram })).slice(0, -30))],
    ],
    [
      "a file that only has the name of a ZIP",
      "brokenZip",
      () => [file("a.zip", "not a zip at all")],
    ],
    ["a ZIP with a password", "encryptedZip", async () => [file("a.zip", await encrypted())]],
    ["a piece of a cut ZIP", "splitZip", () => [file("a.z01", "anything")]],
    [
      "another kind of archive",
      "otherArchive",
      () => [file("takeout.tgz", new Uint8Array([0x1f, 0x8b, 8, 0]))],
    ],
    [
      "an archive without a list",
      "noListInArchive",
      async () => [file("a.zip", await zip({ "media/1.jpg": "x", "notes.json": '{"a":1}' }))],
    ],
    ["an empty archive", "noListInArchive", async () => [file("a.zip", await zip({}))]],
  ];
  test.each(cases)("%s: %s", async (_, code, files) => {
    await expectCode(code, await files());
  });

  test("an archive without the list is told by its platform", async () => {
    const blob = await zip({ "your_instagram_activity/likes/liked_posts.json": "{}" });
    await expect(readExport([{ name: "a.zip", blob }])).rejects.toMatchObject({
      code: "noListInArchive",
      params: { file: "a.zip", platform: "Instagram" },
    });
  });

  test("a damaged member is found out by its checksum", async () => {
    const bytes = new Uint8Array(
      await (await zip({ "following.csv": "username\nalice\n" }, { level: 0 })).arrayBuffer(),
    );
    const at = new TextDecoder("latin1").decode(bytes).indexOf("alice");
    bytes.set(new TextEncoder().encode("malis"), at);
    await expectCode("brokenFile", [file("a.zip", bytes)]);
  });
});

describe("somebody who follows nobody has an empty list, not a wrong file", () => {
  const cases: [string, string, string, string | null][] = [
    ["instagram", place, "[]", null],
    ["instagram", place, "{}", null],
    ["instagram", place, "null", null],
    ["instagram", place, '{"relationships_following": null}', null],
    [
      "instagram",
      "connections/followers_and_following/following.html",
      '<html><h1>Following</h1><a href="https://www.instagram.com/">Instagram</a></html>',
      null,
    ],
    ["threads", "threads/following.json", '{"text_post_app_text_post_app_following": []}', null],
    ["tiktok", "user_data_tiktok.json", "{}", "listMissing"],
    ["tiktok", "user_data_tiktok.json", '{"Profile And Settings": null}', "listMissing"],
    ["tiktok", "Profile and Settings/Following.txt", "You have no data in this section\n", null],
    ["x", "data/following.js", "window.YTD.following.part0 = [ ]", null],
    [
      "youtube",
      "Takeout/YouTube/subscriptions/subscriptions.csv",
      "Channel Id,Channel Url,Channel Title\n",
      "channelsOnly",
    ],
    [
      "mastodon",
      "following_accounts.csv",
      "Account address,Show boosts,Notify on new posts,Languages\n",
      null,
    ],
    [
      "linkedin",
      "Connections.csv",
      'Notes:\n"x"\n\nFirst Name,Last Name,URL,Email Address,Company,Position,Connected On\n',
      null,
    ],
    ["snapchat", "json/friends.json", '{"Friends": []}', null],
    ["facebook", "connections/friends/your_friends.json", '{"friends_v2": []}', "namesOnly"],
  ];
  test.each(cases)("%s, %s: %s", async (platform, path, content, note) => {
    const { lists } = await readExport([file("a.zip", await zip({ [path]: content }))]);
    expect(lists.map((list) => [list.platform, list.count, list.skipped])).toEqual([
      [platform, 0, []],
    ]);
    expect(lists[0]?.notes.map(({ code }) => code)).toEqual(note ? [note] : []);
  });
});
