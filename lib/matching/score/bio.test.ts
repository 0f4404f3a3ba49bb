import { expect, test } from "vitest";
import { type Mention, readMentions } from "./bio";

test.each<[string, Mention[]]>([
  [
    "https://www.instagram.com/zorvanelli/",
    [{ site: "instagram", name: "zorvanelli", linked: true }],
  ],
  [
    "tiktok.com/@mira.z and x.com/miraz",
    [
      { site: "tiktok", name: "mira.z", linked: true },
      { site: "x", name: "miraz", linked: true },
    ],
  ],
  ["IG: @mira_z", [{ site: "instagram", name: "mira_z", linked: false }]],
  ["@mira_z on TikTok", [{ site: "tiktok", name: "mira_z", linked: false }]],
  ["@mira@example.social", [{ site: "mastodon", name: "mira@example.social", linked: true }]],
  [
    "links: linktr.ee/mira.z https://zorvanelli.carrd.co",
    [
      { site: "linktree", name: "mira.z", linked: true },
      { site: "carrd", name: "zorvanelli", linked: true },
    ],
  ],
  ["Painter. I like x and y.", []],
  ["mail me at mira@example.org", []],
])("the bio %j names the accounts that it names", (bio, mentions) => {
  expect(readMentions(bio)).toEqual(mentions);
});
