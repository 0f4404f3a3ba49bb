export interface BenchedFormat {
  file: string;
  write(rows: number): string;
  /** The least that any reader has to do: parse the JSON, or look at every line. */
  limit(text: string): number;
  /** The usual way, for the forms that it knows. */
  usual?(text: string): number;
}

const nameOf = (row: number) => `some.user_${row}`;
const timeOf = (row: number) => 1_735_732_800 - row * 60;
const dayOf = (row: number) =>
  new Date(timeOf(row) * 1000).toISOString().slice(0, 19).replace("T", " ");
const lines = (rows: number, line: (row: number) => string) =>
  Array.from({ length: rows }, (_, row) => line(row)).join("\n");
const items = (rows: number, item: (row: number) => object) =>
  Array.from({ length: rows }, (_, row) => item(row));

export const formats: Record<string, BenchedFormat> = {
  "Instagram JSON": {
    file: "following.json",
    write: (rows) =>
      JSON.stringify({
        relationships_following: items(rows, (row) => ({
          title: nameOf(row),
          string_list_data: [
            { href: `https://www.instagram.com/_u/${nameOf(row)}`, timestamp: timeOf(row) },
          ],
        })),
      }),
    limit: (text) => JSON.parse(text).relationships_following.length,
    usual: (text) => {
      const records: { title: string }[] = JSON.parse(text).relationships_following;
      return records.map(({ title }) => ({ username: title, date: "" })).length;
    },
  },
  "Instagram HTML": {
    file: "following.html",
    write: (rows) =>
      lines(
        rows,
        (row) =>
          `<div class="pam _3-95"><h2 class="_3-95 _2pim">${nameOf(row)}</h2><div class="_a6-p"><div><div><a target="_blank" href="https://www.instagram.com/_u/${nameOf(row)}">https://www.instagram.com/_u/${nameOf(row)}</a></div><div>Nov 26, 2025 12:15 am</div></div></div></div>`,
      ),
    limit: countLines,
    usual: (text) =>
      [
        ...text.matchAll(/<a target="_blank" href="https:\/\/www\.instagram\.com\/_u\/([^"]+)"/g),
      ].map(([, name]) => ({ username: name })).length,
  },
  "TikTok JSON": {
    file: "user_data_tiktok.json",
    write: (rows) =>
      JSON.stringify({
        "Your Activity": {
          Following: {
            Following: items(rows, (row) => ({ Date: dayOf(row), UserName: nameOf(row) })),
          },
        },
      }),
    limit: (text) => JSON.parse(text)["Your Activity"].Following.Following.length,
    usual: (text) => {
      const records: { UserName: string }[] = JSON.parse(text)["Your Activity"].Following.Following;
      return records.map(({ UserName }) => ({ username: UserName, date: "" })).length;
    },
  },
  "TikTok TXT": {
    file: "Following.txt",
    write: (rows) => lines(rows, (row) => `Date: ${dayOf(row)} UTC\nUsername: ${nameOf(row)}\n`),
    limit: countLines,
    usual: (text) =>
      [...text.matchAll(/Username:\s*([^\r\n]+)/g)].map(([, name]) => ({ username: name })).length,
  },
  "Threads JSON": {
    file: "following.json",
    write: (rows) =>
      JSON.stringify({
        text_post_app_text_post_app_following: items(rows, (row) => ({
          title: "Zo\u00c3\u00ab",
          string_list_data: [
            {
              href: `https://www.threads.net/@${nameOf(row)}`,
              value: nameOf(row),
              timestamp: timeOf(row),
            },
          ],
        })),
      }),
    limit: (text) => JSON.parse(text).text_post_app_text_post_app_following.length,
  },
  "X following.js": {
    file: "following.js",
    write: (rows) =>
      `window.YTD.following.part0 = ${JSON.stringify(items(rows, (row) => ({ following: { accountId: String(1e9 + row), userLink: `https://twitter.com/intent/user?user_id=${1e9 + row}` } })))}`,
    limit: (text) => JSON.parse(text.slice(text.indexOf("["))).length,
  },
  "YouTube CSV": {
    file: "subscriptions.csv",
    write: (rows) => {
      const id = (row: number) => `UC${String(row).padStart(22, "0")}`;
      return `Channel Id,Channel Url,Channel Title\n${lines(rows, (row) => `${id(row)},http://www.youtube.com/channel/${id(row)},"Channel, ${row}"`)}`;
    },
    limit: (text) => countLines(text) - 1,
  },
  "Mastodon CSV": {
    file: "following_accounts.csv",
    write: (rows) =>
      `Account address,Show boosts,Notify on new posts,Languages\n${lines(rows, (row) => `${nameOf(row)}@mastodon.social,true,false,`)}`,
    limit: (text) => countLines(text) - 1,
  },
  "a name per line": {
    file: "names.txt",
    write: (rows) => lines(rows, nameOf),
    limit: countLines,
  },
};

function countLines(text: string): number {
  return text.split("\n").length;
}
