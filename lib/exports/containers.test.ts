import { describe, expect, test } from "vitest";
import { expectCode, file, readFixture, zip } from "./fixtures";
import { readExport } from "./index";

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
