import fc from "fast-check";
import Papa from "papaparse";
import { expect, test } from "vitest";
import { readExport } from "./index";

/** Any list, written as a platform writes it, comes back as it was: every name, in order, letter by letter. */
interface Format {
  file: string;
  names: fc.Arbitrary<string>;
  write(names: string[]): string;
  read?: "displayName";
}

const letters = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_";
const username = nameOf(`${letters}.`);
const anyScript = nameOf(`${letters}.-éßøñжяДλאبあ漢字한글`);
const address = fc.tuple(nameOf(letters), fc.domain()).map(([name, host]) => `${name}@${host}`);
const displayName = fc
  .string({ unit: "grapheme", minLength: 1, maxLength: 40 })
  .filter(
    (name) =>
      !/^[\s\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]|[\s\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]$|\p{Cc}/u.test(
        name,
      ),
  )
  .filter(isName);
const instagramPages =
  "accounts p reel reels tv explore stories direct about legal developer web emails".split(" ");

const formats: Record<string, Format> = {
  "Instagram's value form": {
    file: "following.json",
    names: username,
    write: (names) =>
      meta(
        "relationships_following",
        (value) => ({
          title: "",
          string_list_data: [{ href: `https://www.instagram.com/${value}`, value, timestamp: 1 }],
        }),
        names,
      ),
  },
  "Instagram's title form": {
    file: "following.json",
    names: username,
    write: (names) =>
      meta(
        "relationships_following",
        (title) => ({
          title,
          string_list_data: [{ href: `https://www.instagram.com/_u/${title}`, timestamp: 1 }],
        }),
        names,
      ),
  },
  "Instagram's label form": {
    file: "following.json",
    names: username,
    write: (names) =>
      JSON.stringify(
        names.map((value) => ({ timestamp: 1, label_values: [{ label: "Username", value }] })),
      ),
  },
  "Instagram's connections.json": {
    file: "connections.json",
    names: username,
    // Written by hand: an object would put names that are numbers first.
    write: (names) =>
      `{"followers": {"x": "2019-01-01T00:00:00+00:00"}, "following": {${names.map((name) => `${JSON.stringify(name)}: "2019-01-01T00:00:00+00:00"`).join(", ")}}}`,
  },
  "Instagram's old pages": {
    file: "following.html",
    names: username.filter((name) => !instagramPages.includes(name.toLowerCase()) && name !== "_u"),
    write: (names) =>
      names
        .map(
          (name) =>
            `<div><div><a href="https://www.instagram.com/${name}">${name}</a></div><div>Dec 23, 2023 12:16 pm</div></div>`,
        )
        .join(""),
  },
  "Instagram's new pages": {
    file: "following.html",
    names: username,
    write: (names) =>
      names
        .map(
          (name) =>
            `<div><h2>${name}</h2><div><a href="https://www.instagram.com/_u/${name}">https://www.instagram.com/_u/${name}</a></div><div>Dec 23, 2025 12:16 pm</div></div>`,
        )
        .join(""),
  },
  Threads: {
    file: "following.json",
    names: username,
    write: (names) =>
      meta(
        "text_post_app_text_post_app_following",
        (value) => ({
          title: mojibake("Zoë"),
          string_list_data: [{ href: `https://www.threads.net/@${value}`, value, timestamp: 1 }],
        }),
        names,
      ),
  },
  "TikTok's JSON": {
    file: "user_data_tiktok.json",
    names: anyScript,
    write: (names) =>
      JSON.stringify({
        "Profile And Settings": {
          Following: {
            Following: names.map((UserName) => ({ Date: "2024-01-01 00:00:00", UserName })),
          },
        },
      }),
  },
  "TikTok's text": {
    file: "Following.txt",
    names: anyScript,
    write: (names) =>
      names.map((name) => `Date: 2024-01-01 00:00:00 UTC\nUsername: ${name}\n`).join("\n"),
  },
  "TikTok's text in an unknown language": {
    file: "Liste.txt",
    names: anyScript,
    write: (names) =>
      names.map((name) => `Zeit: 2024-01-01 00:00:00 UTC\r\nKonto: ${name}\r\n`).join("\r\n"),
  },
  "YouTube's titles": {
    file: "subscriptions.csv",
    names: displayName,
    read: "displayName",
    write: (names) =>
      Papa.unparse([
        ["Channel Id", "Channel Url", "Channel Title"],
        ...names.map((name, index) => {
          const id = `UC${String(index).padStart(22, "0")}`;
          return [id, `http://www.youtube.com/channel/${id}`, name];
        }),
      ]),
  },
  "Facebook's names": {
    file: "your_friends.json",
    names: displayName,
    read: "displayName",
    write: (names) => meta("friends_v2", (name) => ({ name: mojibake(name), timestamp: 1 }), names),
  },
  "Mastodon's CSV": {
    file: "following_accounts.csv",
    names: address,
    write: (names) =>
      Papa.unparse([
        ["Account address", "Show boosts", "Notify on new posts", "Languages"],
        ...names.map((name) => [name, "true", "false", "de, en"]),
      ]),
  },
  "Misskey's CSV": {
    file: "following.csv",
    names: address,
    write: (names) => names.map((name) => `${name},withReplies=true`).join("\n"),
  },
  LinkedIn: {
    file: "Connections.csv",
    names: anyScript,
    write: (names) =>
      `Notes:\n"a, b"\n\n${Papa.unparse([["First Name", "Last Name", "URL", "Email Address", "Company", "Position", "Connected On"], ...names.map((name) => ["A", 'B, "C"', `https://www.linkedin.com/in/${encodeURIComponent(name)}`, "", "", "", "10 Dec 2022"])])}`,
  },
  Snapchat: {
    file: "friends.json",
    names: anyScript,
    write: (names) =>
      JSON.stringify({ Friends: names.map((Username) => ({ Username, "Display Name": "A B" })) }),
  },
  Reddit: {
    file: "subscribed_subreddits.csv",
    names: nameOf(`${letters}-`),
    write: (names) => `subreddit\nrobotics\n${names.map((name) => `u_${name}`).join("\nu/x\n")}\n`,
  },
  Twitch: {
    file: "follows.json",
    names: nameOf(letters),
    write: (names) =>
      JSON.stringify({ data: names.map((broadcaster_login) => ({ broadcaster_login })) }),
  },
  Tumblr: {
    file: "following.json",
    names: nameOf(`${letters}-`),
    write: (names) =>
      JSON.stringify({
        response: { total_blogs: names.length, blogs: names.map((name) => ({ name })) },
      }),
  },
  "GitHub, page after page": {
    file: "following.json",
    names: nameOf(`${letters}-`),
    write: (names) =>
      names
        .map((login) => JSON.stringify([{ login, html_url: `https://github.com/${login}` }]))
        .join(""),
  },
  Medium: {
    file: "users-following-0001.html",
    names: username,
    write: (names) =>
      names.map((name) => `<li><a href="https://medium.com/@${name}">A &amp; B</a></li>`).join(""),
  },
  "a name per line": { file: "names.txt", names: anyScript, write: (names) => names.join("\n") },
  "a handle per line": {
    file: "names.txt",
    names: anyScript,
    write: (names) => names.map((name) => `@${name}`).join("\r\n"),
  },
  "names between commas": {
    file: "names.txt",
    names: anyScript,
    write: (names) => names.join(", "),
  },
  "a table": {
    file: "list.csv",
    names: anyScript,
    write: (names) =>
      Papa.unparse(
        [["Name", "Username", "Notes"], ...names.map((name) => ['A "quoted", name', name, "x\ny"])],
        { delimiter: ";" },
      ),
  },
  "JSON strings": { file: "list.json", names: anyScript, write: (names) => JSON.stringify(names) },
};

test.each(Object.entries(formats))("%s", async (_, { file, names, write, read }) => {
  await expectRoundTrip(names, read ?? "username", (written) => ({ [file]: write(written) }));
});

test("X's numbers, named by tweets", async () => {
  await expectRoundTrip(nameOf(letters), "username", (names) => {
    const following = names.map((_, index) => ({ following: { accountId: String(index + 1) } }));
    const tweets = names.map((screen_name, index) => ({
      tweet: {
        full_text: 'a "quote" \\ {',
        entities: { user_mentions: [{ screen_name, id_str: String(index + 1) }] },
      },
    }));
    return {
      "data/following.js": `window.YTD.following.part0 = ${JSON.stringify(following)}`,
      "data/tweets.js": `window.YTD.tweets.part0 = ${JSON.stringify(tweets, null, 2)}`,
    };
  });
});

async function expectRoundTrip(
  names: fc.Arbitrary<string>,
  field: "username" | "displayName",
  write: (names: string[]) => Record<string, string>,
): Promise<void> {
  const anyList = fc.uniqueArray(names, {
    minLength: 2,
    maxLength: 30,
    selector: (name) => name.toLowerCase(),
  });
  await fc.assert(
    fc.asyncProperty(anyList, async (written) => {
      const files = Object.entries(write(written)).map(([name, content]) => ({
        name,
        blob: new Blob([content]),
      }));
      const { lists } = await readExport(files);
      expect(lists).toHaveLength(1);
      expect(lists[0]?.follows.map((follow) => follow[field])).toEqual(written);
    }),
    { numRuns: 50 },
  );
}

function nameOf(characters: string): fc.Arbitrary<string> {
  return fc
    .string({ unit: fc.constantFrom(...characters), minLength: 1, maxLength: 20 })
    .filter(
      (name) => /[\p{L}\p{N}_]/u.test(name) && !name.startsWith("__deleted__") && name.length <= 20,
    )
    .filter(isName);
}

/** What some exports write where there is no name is read as none. */
function isName(text: string) {
  return !["N/A", "n/a", "None", "null", "n.v.t."].includes(text);
}

function meta(key: string, record: (name: string) => object, names: string[]): string {
  return JSON.stringify({ [key]: names.map(record) });
}

function mojibake(text: string): string {
  return String.fromCharCode(...new TextEncoder().encode(text));
}
