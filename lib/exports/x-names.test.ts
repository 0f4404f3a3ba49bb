import { describe, expect, test } from "vitest";
import { expectCode, file, zip } from "./fixtures";
import { readExport } from "./index";

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
