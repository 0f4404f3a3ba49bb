import { mkdir, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { type Follow, followed, shuffled, strangers } from "./archives/follows";
import * as instagram from "./archives/instagram";
import * as tiktok from "./archives/tiktok";
import { type Files, zipOf } from "./archives/zip";
import { demoSize, fullSize, type Platform, type World, worldOf } from "./people";
import { namesOf } from "./world/private-persons";

export type Sample = {
  /** Path in the folder. */
  file: string;
  platform: Platform;
  /** The names of its follow list, in the order of the file; empty where it holds none. */
  usernames: string[];
  /** Names of the list of Threads in an archive of Instagram. */
  threadsUsernames?: string[];
  /** Why no list can be read from it. */
  problem?: "followers only" | "empty" | "broken" | "password";
};

/** The password of the archive that has one. */
export const samplePassword = "tide-table";

/**
 * Writes exports to try the app with: of Instagram and TikTok, in today's and in older forms, as archives and as the
 * loose files that some systems leave of them, and some that hold no list. They name people of the practice network and
 * others who are on no network, and are the same at each call. One list has the demo user's own name in it.
 */
export async function writeSamples(folder: string): Promise<Sample[]> {
  const samples: Sample[] = [];
  for (const { files, ...about } of await makeSamples()) {
    for (const [path, content] of Object.entries(files)) {
      await mkdir(dirname(join(folder, path)), { recursive: true });
      await writeFile(join(folder, path), content);
      samples.push({ ...about, file: path });
    }
  }
  return samples;
}

/** The names in a sample that nobody on the network has, here or elsewhere. */
export function strangersIn({ usernames }: Sample): string[] {
  const { user, people } = worldOf(fullSize);
  const elsewhere = people.flatMap((person) => person.elsewhere.map(({ username }) => username));
  const known = new Set([...[user, ...people].flatMap(namesOf), ...elsewhere]);
  return usernames.filter((name) => !known.has(name));
}

/** Of the names in a sample, one that nobody on the network has and that can be the first part of a handle. */
export function findNewcomer(sample: Sample): string {
  const newcomer = strangersIn(sample).find((name) => /^[a-z0-9]{5,18}$/.test(name));
  if (!newcomer) throw new Error("Everybody in this sample is on the network.");
  return newcomer;
}

type Made = Omit<Sample, "file"> & { files: Files };

async function makeSamples(): Promise<Made[]> {
  const demo = worldOf(demoSize);
  const full = worldOf(fullSize);
  const known = new Set([full.user, ...full.people].flatMap(namesOf));

  const list = (
    platform: Platform,
    share: [part: number, of: number],
    others: number,
    extra: string[] = [],
  ) => {
    const seed = `${platform} ${share}`;
    const people = accountsOn(demo, platform).filter((_, index) => index % share[1] === share[0]);
    const rest = [...strangers(platform, others, known, seed), ...extra].map((username) => ({
      username,
    }));
    return followed([...people, ...rest], seed);
  };
  const followersOf = (platform: Platform, seed: string) =>
    followed(
      strangers(platform, 40, known, `followers ${seed}`).map((username) => ({ username })),
      seed,
    );

  return [
    ...(await instagramJson(
      "2026-01-09-Kq3ZpX7a",
      "instagram-json",
      "title",
      list("instagram", [0, 2], 70),
    )),
    ...(await instagramJson(
      "2024-03-02-b8LwTe1c",
      "instagram-json-older",
      "value",
      list("instagram", [1, 4], 30),
    )),
    ...(await instagramHtml(
      "2025-12-28-Vd0RmN5h",
      "instagram-html",
      "heading",
      list("instagram", [3, 4], 40),
    )),
    ...(await instagramHtml(
      "2023-08-17-yH2QsJ9k",
      "instagram-html-older",
      "link",
      list("instagram", [2, 6], 20),
    )),
    ...(await tiktokSamples(list("tiktok", [0, 2], 60, ["wren"]), list("tiktok", [1, 3], 35))),
    await bigSample(full, known),
    ...(await problems(list("instagram", [0, 12], 4))),
  ];

  async function instagramJson(
    name: string,
    folder: string,
    form: instagram.JsonForm,
    follows: Follow[],
  ): Promise<Made[]> {
    const following = instagram.followingJson(follows, form);
    const others = instagram.otherJsonFiles(followersOf("instagram", name));
    // Threads came in 2023, and its list is in the same archive.
    const onThreads = form === "title" ? list("threads", [0, 2], 10) : [];
    const threads = {
      "your_instagram_activity/threads/following.json": instagram.threadsFollowingJson(onThreads),
    };
    const archive = await zipOf({
      ...others,
      ...(onThreads.length > 0 && threads),
      [`${instagram.FOLDER}/following.json`]: following,
    });
    const about = { platform: "instagram" as const, usernames: namesIn(follows) };
    return [
      {
        ...about,
        ...(onThreads.length > 0 && { threadsUsernames: namesIn(onThreads) }),
        files: { [`${folder}/instagram-wren.marsh-${name}.zip`]: archive },
      },
      { ...about, files: { [`${folder}/loose/following.json`]: following } },
    ];
  }

  async function instagramHtml(
    name: string,
    folder: string,
    form: instagram.HtmlForm,
    follows: Follow[],
  ): Promise<Made[]> {
    const following = instagram.followingHtml(follows, form);
    const others = instagram.otherHtmlFiles(followersOf("instagram", name));
    const archive = await zipOf({ ...others, [`${instagram.FOLDER}/following.html`]: following });
    const about = { platform: "instagram" as const, usernames: namesIn(follows) };
    return [
      { ...about, files: { [`${folder}/instagram-wren.marsh-${name}.zip`]: archive } },
      { ...about, files: { [`${folder}/loose/following.html`]: following } },
    ];
  }

  async function tiktokSamples(jsonFollows: Follow[], txtFollows: Follow[]): Promise<Made[]> {
    const json = tiktok.userDataJson(jsonFollows, followersOf("tiktok", "json"));
    const txt = tiktok.followingTxt(txtFollows);
    const txtFiles = {
      ...tiktok.otherTxtFiles(followersOf("tiktok", "txt")),
      "TikTok/Profile and Settings/Following.txt": txt,
    };
    const [ofJson, ofTxt] = [jsonFollows, txtFollows].map((follows) => ({
      platform: "tiktok" as const,
      usernames: namesIn(follows),
    })) as [Omit<Sample, "file">, Omit<Sample, "file">];
    return [
      {
        ...ofJson,
        files: {
          "tiktok-json/TikTok_Data_1767952800.zip": await zipOf({ "user_data_tiktok.json": json }),
        },
      },
      { ...ofJson, files: { "tiktok-json/loose/user_data_tiktok.json": json } },
      { ...ofTxt, files: { "tiktok-txt/TikTok_Data_1768125600.zip": await zipOf(txtFiles) } },
      { ...ofTxt, files: { "tiktok-txt/loose/Following.txt": txt } },
    ];
  }
}

/** Everybody of the full network who is on Instagram, among 5,000. */
async function bigSample(full: World, known: Set<string>): Promise<Made> {
  const people = accountsOn(full, "instagram");
  const others = strangers("instagram", 5000 - people.length, known, "big").map((username) => ({
    username,
  }));
  const follows = followed(shuffled([...people, ...others], "big"), "big");
  const archive = await zipOf({
    ...instagram.otherJsonFiles(follows.slice(0, 60)),
    [`${instagram.FOLDER}/following.json`]: instagram.followingJson(follows, "title"),
  });
  const files = { "instagram-5000/instagram-wren.marsh-2026-01-11-Zt6FuG4w.zip": archive };
  return { platform: "instagram", usernames: namesIn(follows), files };
}

async function problems(follows: Follow[]): Promise<Made[]> {
  const following = {
    [`${instagram.FOLDER}/following.json`]: instagram.followingJson(follows, "title"),
  };
  const name = (letters: string) => `instagram-wren.marsh-2026-01-10-${letters}.zip`;
  const complete = await zipOf({ ...instagram.otherJsonFiles(follows), ...following });
  const files = {
    "followers only": {
      [`problems/followers-only/${name("Fo1LwErS")}`]: await zipOf({
        [`${instagram.FOLDER}/followers_1.json`]: instagram.followersJson(follows),
      }),
    },
    empty: {
      [`problems/empty/${name("Em9pTy0x")}`]: await zipOf({
        [`${instagram.FOLDER}/following.json`]: instagram.followingJson([], "title"),
      }),
    },
    broken: {
      [`problems/broken/${name("Br4kEn2d")}`]: complete.subarray(
        0,
        Math.floor(complete.length * 0.6),
      ),
    },
    password: { [`problems/password/${name("Lo7cKeD3")}`]: await zipOf(following, samplePassword) },
  };
  return Object.entries(files).map(([problem, made]) => ({
    platform: "instagram",
    usernames: [],
    problem: problem as NonNullable<Sample["problem"]>,
    files: made,
  }));
}

function accountsOn({ people }: World, platform: Platform) {
  return people.flatMap(({ elsewhere }) =>
    elsewhere.filter((account) => account.platform === platform),
  );
}

function namesIn(follows: Follow[]) {
  return follows.map(({ username }) => username);
}
