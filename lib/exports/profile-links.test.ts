import { describe, expect, test } from "vitest";
import { type PlatformId, readPastedList } from "./index";

describe("a pasted list of links is its platform's, and names the people", () => {
  const cases: [platform: PlatformId, links: string[], names: (string | null)[]][] = [
    [
      "bluesky",
      ["bsky.app/profile/jane.bsky.social", "did:plc:abcdefghijklmnopqrstuvwx"],
      ["jane.bsky.social", null],
    ],
    [
      "facebook",
      [
        "https://www.facebook.com/jane.doe",
        "https://m.facebook.com/bob",
        "https://www.facebook.com/groups/1",
      ],
      ["jane.doe", "bob"],
    ],
    [
      "github",
      ["https://github.com/jane", "github.com/bob/", "https://github.com/orgs/cats"],
      ["jane", "bob"],
    ],
    [
      "goodreads",
      [
        "https://www.goodreads.com/janereads",
        "https://www.goodreads.com/bob",
        "https://www.goodreads.com/book/show/1",
      ],
      ["janereads", "bob"],
    ],
    [
      "instagram",
      [
        "https://www.instagram.com/jane/",
        "https://instagram.com/_u/bob",
        "https://www.instagram.com/p/abc/",
      ],
      ["jane", "bob"],
    ],
    [
      "letterboxd",
      [
        "https://letterboxd.com/jane_doe/",
        "https://www.letterboxd.com/bob/films/",
        "https://letterboxd.com/film/heat/",
      ],
      ["jane_doe", "bob"],
    ],
    [
      "linkedin",
      [
        "https://www.linkedin.com/in/jane-doe-123/",
        "https://de.linkedin.com/in/bob",
        "https://www.linkedin.com/company/cats",
      ],
      ["jane-doe-123", "bob"],
    ],
    [
      "mastodon",
      ["https://mastodon.social/@jane", "https://hachyderm.io/users/bob", "@carol@example.org"],
      ["jane@mastodon.social", "bob@hachyderm.io", "carol@example.org"],
    ],
    [
      "medium",
      ["https://medium.com/@jane", "https://bob.medium.com/", "https://medium.com/tag/cats"],
      ["jane", "bob"],
    ],
    [
      "pinterest",
      [
        "https://www.pinterest.com/jane_doe/",
        "https://pinterest.co.uk/bob/_saved/",
        "https://www.pinterest.de/pin/1/",
      ],
      ["jane_doe", "bob"],
    ],
    [
      "reddit",
      [
        "https://www.reddit.com/user/jane",
        "https://old.reddit.com/u/bob",
        "https://www.reddit.com/r/cats",
      ],
      ["jane", "bob"],
    ],
    [
      "snapchat",
      ["https://www.snapchat.com/add/jane", "https://snapchat.com/@bob"],
      ["jane", "bob"],
    ],
    [
      "soundcloud",
      [
        "https://soundcloud.com/jane-doe",
        "https://m.soundcloud.com/bob/sets/cats",
        "https://soundcloud.com/discover",
      ],
      ["jane-doe", "bob"],
    ],
    [
      "substack",
      [
        "https://jane.substack.com/p/cats",
        "https://substack.com/@bob",
        "https://open.substack.com/pub/carol/p/cats",
        "https://support.substack.com/hc",
      ],
      ["jane", "bob", "carol"],
    ],
    ["threads", ["https://www.threads.net/@jane", "https://threads.com/@bob"], ["jane", "bob"]],
    [
      "tiktok",
      [
        "https://www.tiktok.com/@jane?lang=en",
        "https://tiktok.com/@bob/video/1",
        "https://vm.tiktok.com/ZM1",
      ],
      ["jane", "bob"],
    ],
    [
      "tumblr",
      [
        "https://jane.tumblr.com/",
        "https://www.tumblr.com/bob",
        "https://www.tumblr.com/blog/view/carol",
        "https://tumblr.com/dashboard",
      ],
      ["jane", "bob", "carol"],
    ],
    [
      "twitch",
      ["https://www.twitch.tv/jane", "https://m.twitch.tv/bob", "https://www.twitch.tv/directory"],
      ["jane", "bob"],
    ],
    [
      "x",
      ["https://x.com/jane", "https://mobile.twitter.com/bob/status/1", "https://x.com/i/user/123"],
      ["jane", "bob"],
    ],
    [
      "youtube",
      [
        "https://www.youtube.com/@jane",
        "https://www.youtube.com/c/Bob",
        "https://youtube.com/user/carol",
        "https://www.youtube.com/watch?v=1",
      ],
      ["jane", "Bob", "carol"],
    ],
  ];
  test.each(cases)("%s", (platform, links, names) => {
    const [list] = readPastedList(links.join("\n")).lists;
    expect(list?.platform).toBe(platform);
    expect(list?.follows.map(({ username }) => username)).toEqual(names);
    const skipped = links.length - names.length;
    expect(list?.skipped).toEqual(skipped ? [{ reason: "notAName", count: skipped }] : []);
  });

  test("with numbers in a username's place gives the number and the name", () => {
    const links = [12, 13].map((id) => `https://www.goodreads.com/user/show/${id}-jane-doe`);
    const table = `name,profile url\n,${links[0]}\nJ. Doe,${links[1]}`;
    const people = (text: string) =>
      readPastedList(text).lists[0]?.follows.map((row) => [
        row.username,
        row.displayName,
        row.externalId,
      ]);
    expect(people(links.join("\n"))).toEqual([
      [null, "jane doe", "12"],
      [null, "jane doe", "13"],
    ]);
    expect(people(table)).toEqual([
      [null, "jane doe", "12"],
      [null, "J. Doe", "13"],
    ]);
  });
});
