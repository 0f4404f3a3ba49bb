import { describe, expect, test } from "vitest";
import { readFixture, zip } from "./fixtures";
import { readExport, readPastedList, UnreadableExport } from "./index";
import type { ExportFile } from "./types";

const instagram = readFixture("instagram/json_2021_value.json");
const place = "connections/followers_and_following/following.json";

describe("one drop, several lists", () => {
  test("an Instagram archive gives the lists of Instagram and of Threads, and not the followers", async () => {
    const { lists } = await readExport([
      file("instagram-anna.zip", readFixture("zips/instagram_2025_json.zip")),
    ]);
    expect(lists.map(({ platform, kind, count }) => [platform, kind, count])).toEqual([
      ["instagram", "following", 5],
      ["threads", "following", 4],
      ["instagram", "close_friends", 2],
    ]);
  });

  test("files of several platforms dropped together give a list each", async () => {
    const { lists } = await readExport([
      file("x.zip", readFixture("zips/x_archive.zip")),
      file("user_data_tiktok.json", readFixture("tiktok/json_2020_activity.json")),
      file("subscriptions.csv", readFixture("youtube/subscriptions_en.csv")),
    ]);
    expect(lists.map(({ platform }) => platform).sort()).toEqual(["tiktok", "x", "youtube"]);
  });

  test("two halves of a split export are one list, in the order of their numbers", async () => {
    const half = (...names: string[]) =>
      JSON.stringify({ relationships_following: names.map((title) => ({ title })) });
    const { lists } = await readExport([
      file(
        "part10.zip",
        await zip({ "connections/followers_and_following/following_10.json": half("e", "A") }),
      ),
      file(
        "part2.zip",
        await zip({
          "connections/followers_and_following/following_2.json": half("c", "d"),
          "connections/followers_and_following/following_1.json": half("a", "b"),
        }),
      ),
    ]);
    expect(lists).toHaveLength(1);
    expect(lists[0]?.follows.map(({ username }) => username)).toEqual(["a", "b", "c", "d", "e"]);
    expect(lists[0]?.notes).toEqual([{ code: "duplicates", params: { count: 1 } }]);
    expect(lists[0]?.files).toHaveLength(3);
  });

  test("a dropped folder is read like the archive it came from", async () => {
    const { lists } = await readExport([
      file(`export/${place}`, instagram),
      file(
        "export/connections/followers_and_following/followers_1.json",
        readFixture("instagram/followers_1.json"),
      ),
      file("export/media/1.jpg", new Uint8Array([255, 216, 255])),
      file("export/.DS_Store", new Uint8Array([0])),
    ]);
    expect(lists.map(({ kind, count }) => [kind, count])).toEqual([["following", 5]]);
  });

  test("a file that cannot be read does not cost the others, and is named", async () => {
    const { lists, ignored } = await readExport([
      file("following.json", instagram),
      file("empty.json", ""),
      file("broken.json", '{"relationships_following": ['),
    ]);
    expect(lists).toHaveLength(1);
    expect(ignored.map(({ file, code }) => [file, code])).toEqual([
      ["broken.json", "brokenFile"],
      ["empty.json", "emptyFile"],
    ]);
  });

  test("the lists of a TikTok archive in an unknown language are each offered", async () => {
    const rows = (name: string) => `Дата: 2024-01-01 10:00:00 UTC\nИмя: ${name}\n`;
    const { lists } = await readExport([
      file(
        "TikTok_Data.zip",
        await zip({
          "TikTok/Профиль/Список1.txt": rows("one"),
          "TikTok/Профиль/Список2.txt": rows("two"),
          "TikTok/Профиль/О себе.txt": "Имя: me\nПочта: me@example.com\nГород: X\n",
        }),
      ),
    ]);
    expect(
      lists.map(({ kindIsCertain, files, follows }) => [
        kindIsCertain,
        files,
        follows[0]?.username,
      ]),
    ).toEqual([
      [false, ["TikTok_Data.zip/TikTok/Профиль/Список1.txt"], "one"],
      [false, ["TikTok_Data.zip/TikTok/Профиль/Список2.txt"], "two"],
    ]);
  });
});

describe("X gives numbers, tweets give names", () => {
  const following = (...ids: string[]) =>
    `window.YTD.following.part0 = ${JSON.stringify(ids.map((accountId) => ({ following: { accountId } })))}`;
  const tweets = (part: string, ...all: object[]) =>
    `window.YTD.tweets.part${part} = ${JSON.stringify(
      all.map((tweet) => ({ tweet })),
      null,
      2,
    )}`;

  test("every place that ties a number to a name is used, in all parts, and the newest wins", async () => {
    const mention = (id_str: string, screen_name: string, name = screen_name) => ({
      id_str,
      screen_name,
      name,
    });
    const at = (year: number) => `Sat Feb 18 12:33:11 +0000 ${year}`;
    const { lists, ignored } = await readExport([
      file(
        "twitter-1.zip",
        await zip({
          "data/following-part1.js": following("4", "5", "6"),
          "data/following.js": following("1", "2", "3"),
          "data/tweets.js": tweets(
            "0",
            { created_at: at(2023), entities: { user_mentions: [mention("1", "new_name")] } },
            {
              created_at: at(2022),
              entities: { user_mentions: [mention("1", "old_name"), mention("-1", "gone")] },
            },
            {
              created_at: at(2021),
              in_reply_to_user_id_str: "2",
              in_reply_to_screen_name: "replied",
              full_text: 'quotes " and [ } brackets \\',
            },
          ),
        }),
      ),
      file(
        "twitter-2.zip",
        await zip({
          "data/tweets-part1.js": tweets(
            "1",
            {
              created_at: at(2020),
              retweeted_status: { user: mention("3", "retweeted", "Re Tweeted") },
            },
            {
              created_at: at(2020),
              extended_entities: {
                media: [
                  {
                    source_user_id_str: "4",
                    source_status_id_str: "99",
                    expanded_url: "https://twitter.com/photographer/status/99/photo/1",
                  },
                ],
              },
            },
          ),
          "data/deleted-tweets.js": tweets("0", {
            created_at: at(2019),
            quoted_status: { user: mention("5", "quoted") },
          }),
        }),
      ),
    ]);
    expect(
      lists[0]?.follows.map(({ username, displayName, externalId }) => [
        externalId,
        username,
        displayName,
      ]),
    ).toEqual([
      ["1", "new_name", null],
      ["2", "replied", null],
      ["3", "retweeted", "Re Tweeted"],
      ["4", "photographer", null],
      ["5", "quoted", null],
      ["6", null, null],
    ]);
    expect(lists[0]?.notes).toEqual([
      { code: "numbersNamed", params: { named: 5, unnamed: 1, count: 6 } },
    ]);
    expect(ignored).toEqual([]);
  });

  test("broken tweets cost their names and not the list", async () => {
    const tweet = { entities: { user_mentions: [{ id_str: "1", screen_name: "one" }] } };
    const bytes = new Uint8Array(
      await (
        await zip(
          { "data/following.js": following("1", "2"), "data/tweets.js": tweets("0", tweet) },
          { level: 0 },
        )
      ).arrayBuffer(),
    );
    const at = new TextDecoder("latin1").decode(bytes).indexOf("user_mentions");
    bytes[at] = 0;
    const { lists, ignored } = await readExport([file("x.zip", bytes)]);
    expect(lists[0]?.count).toBe(2);
    expect(ignored.map(({ file, code }) => [file, code])).toEqual([
      ["x.zip/data/tweets.js", "brokenFile"],
    ]);
  });

  test("tweets without the list say that the list is missing", async () => {
    await expectCode("noListInFile", [file("tweets.js", tweets("0", {}))]);
  });
});

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

describe("archives as tools and people make them", () => {
  const options = {
    "with ZIP64 records": { zip64: true },
    "with sizes behind the data": { dataDescriptor: true },
    "without compression": { level: 0 },
    "with names that are not marked as UTF-8": { useUnicodeFileNames: false },
  };
  test.each(Object.entries(options))("%s", async (_, option) => {
    const blob = await zip({ [place]: instagram }, option);
    expect((await readExport([{ name: "a.zip", blob }])).lists[0]?.count).toBe(5);
  });

  test("with bytes after the end", async () => {
    const blob = await zip({ [place]: instagram });
    expect((await readExport([file("a.zip", new Blob([blob, "\r\n"]))])).lists[0]?.count).toBe(5);
  });

  test("with a key that was renamed once more", async () => {
    const renamed = JSON.stringify({
      profiles_following: JSON.parse(new TextDecoder().decode(instagram)).relationships_following,
      following_hashtags: [{ title: "cats", string_list_data: [] }],
    });
    const { lists } = await readExport([file("a.zip", await zip({ [place]: renamed }))]);
    expect(lists.map(({ kind, kindIsCertain, count }) => [kind, kindIsCertain, count])).toEqual([
      ["following", false, 5],
    ]);
  });
});

describe("nothing is trusted", () => {
  test("names with .. , roots and drives lead nowhere", async () => {
    for (const name of [`../../${place}`, `/etc/${place}`, `C:\\x\\..\\..\\${place}`]) {
      const { lists } = await readExport([file("a.zip", await zip({ [name]: instagram }))]);
      expect(lists[0]?.count).toBe(5);
      expect(lists[0]?.files[0]).not.toContain("..");
    }
  });

  test("a bomb is stopped while it inflates", async () => {
    const blob = await zip({ [place]: new Uint8Array(70_000_000).fill(0x5b) });
    expect(blob.size).toBeLessThan(200_000);
    await expectCode("tooLarge", [{ name: "a.zip", blob }]);
  });

  test("archives in archives are opened once, not for ever", async () => {
    let blob = await zip({ [place]: instagram });
    blob = await zip({ "inner.zip": new Uint8Array(await blob.arrayBuffer()) });
    expect((await readExport([{ name: "a.zip", blob }])).lists[0]?.count).toBe(5);
    blob = await zip({ "inner.zip": new Uint8Array(await blob.arrayBuffer()) });
    await expectCode("noListInArchive", [{ name: "a.zip", blob }]);
  });

  test("links that run something never get out of a file", async () => {
    const rows = [
      "username,url",
      "alice,javascript:alert(1)",
      "bob,data:text/html;x",
      "carol,https://example.com/carol",
    ];
    const { lists } = await readExport([file("list.csv", rows.join("\n"))]);
    expect(lists[0]?.follows.map(({ profileUrl }) => profileUrl)).toEqual([
      null,
      null,
      "https://example.com/carol",
    ]);
  });

  test("a name that no database takes is not an account", async () => {
    const rows = [
      { UserName: "nul\u0000byte" },
      { UserName: "half\ud800pair" },
      { UserName: "x".repeat(5000) },
      { UserName: "fine" },
    ];
    const { lists } = await readExport([
      file(
        "user_data.json",
        JSON.stringify({ Activity: { "Following List": { Following: rows } } }),
      ),
    ]);
    expect(lists[0]?.follows.map(({ username }) => username)).toEqual(["fine"]);
    expect(lists[0]?.skipped).toEqual([{ reason: "notAName", count: 3 }]);
  });
});

test("reading stops when it is told to", async () => {
  const controller = new AbortController();
  controller.abort(new Error("changed my mind"));
  await expect(
    readExport([file("following.json", instagram)], { signal: controller.signal }),
  ).rejects.toThrow("changed my mind");
});

test("progress counts the bytes of the member that is read", async () => {
  const rows = Array.from({ length: 60_000 }, (_, index) => ({ title: `name_${index}` }));
  const content = JSON.stringify({ relationships_following: rows });
  const told: number[] = [];
  await readExport([file("a.zip", await zip({ [place]: content }))], {
    onProgress: ({ bytesRead, bytesTotal }) => told.push(bytesRead / bytesTotal),
  });
  expect(told.length).toBeGreaterThan(0);
  expect(told).toEqual([...told].sort());
  expect(told.at(-1)).toBeLessThanOrEqual(1);
});

describe("a pasted list", () => {
  test("is read as a file would be, and means people to follow", () => {
    const [list] = readPastedList("@alice\n@bob@example.social\nhttps://x.com/carol").lists;
    expect(list).toMatchObject({
      platform: "generic",
      kind: "following",
      kindIsCertain: true,
      count: 3,
    });
    expect(readPastedList("alice@example.social\nbob@example.social").lists[0]?.platform).toBe(
      "mastodon",
    );
  });

  test("without a name in it is refused", () => {
    expect(() => readPastedList("  ")).toThrow(UnreadableExport);
    expect(() => readPastedList("this is not, in any way, a list!")).toThrow(UnreadableExport);
  });
});

function file(name: string, content: string | Uint8Array | Blob): ExportFile {
  return { name, blob: content instanceof Blob ? content : new Blob([content as BlobPart]) };
}

async function expectCode(code: string, files: ExportFile[]): Promise<void> {
  await expect(readExport(files)).rejects.toMatchObject({ name: "UnreadableExport", code });
}
