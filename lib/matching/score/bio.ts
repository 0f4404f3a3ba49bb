import { foldText } from "../names/text";
import { platformOf, type SourceFacts } from "./source-facts";
import type { Clue } from "./types";

/** An account elsewhere, or a page of links, that a bio names. `linked` where it is a whole address. */
export type Mention = { site: string; name: string; linked: boolean };

/** The accounts elsewhere that a profile text names, each once, in the order they stand. */
export function readMentions(text: string): Mention[] {
  const found = new Map<string, Mention>();
  const add = (site: string | undefined, name: string | undefined, linked: boolean) => {
    const platform = SITES[(site ?? "").toLowerCase()];
    const plain = (name ?? "").replace(/[.…]+$/, "").toLowerCase();
    if (!platform || plain.length < 2) return;
    const key = `${platform}/${plain}`;
    if (!found.has(key)) found.set(key, { site: platform, name: plain, linked });
  };
  for (const [, site, name] of text.matchAll(ADDRESS)) add(site, name, true);
  for (const [, name, site] of text.matchAll(NAME_BEFORE)) add(site, name, true);
  const rest = text.replace(ADDRESS, " ");
  for (const [, site, name] of rest.matchAll(LABELLED)) add(site, name, false);
  for (const [, name, site] of rest.matchAll(ON_SITE)) add(site, name, false);
  for (const [, name, server] of rest.matchAll(FEDIVERSE))
    add("mastodon", `${name}@${server}`, true);
  return [...found.values()];
}

/** What a profile text says: the words by which it owns to be a parody, or the accounts elsewhere that it names. */
export type Bio = { parody: string | null; mentions: Mention[] };

export function readBio(description: string | undefined): Bio {
  if (!description) return { parody: null, mentions: [] };
  const parody = PARODY.exec(foldText(description))?.[0].trim() ?? null;
  return { parody, mentions: parody === null ? readMentions(description) : [] };
}

/** What a candidate's bio says about the source account. */
export function bioClues(source: SourceFacts, { parody, mentions }: Bio): Clue[] {
  if (parody !== null) return [{ code: "parody", amount: 1, word: parody }];
  if (mentions.length === 0) return [];
  const here = mentions.filter(({ site }) => isSamePlatform(site, source.platform));
  const same = here.find(({ name }) => name === source.key);
  if (same) {
    const { site, name, linked } = same;
    return [{ code: linked ? "bio-links-source" : "bio-names-source", amount: 1, site, name }];
  }
  const elsewhere = mentions.find(({ name }) => name === source.key);
  if (elsewhere) {
    return [{ code: "bio-names-elsewhere", amount: 1, site: elsewhere.site, name: elsewhere.name }];
  }
  const other = here[0];
  return other ? [{ code: "bio-names-other", amount: 1, site: other.site, name: other.name }] : [];
}

/** How bios call the platforms and the pages that list somebody's links, and the id of each. */
const SITES: Record<string, string> = {
  "instagram.com": "instagram",
  instagram: "instagram",
  insta: "instagram",
  ig: "instagram",
  "threads.net": "threads",
  "threads.com": "threads",
  threads: "threads",
  "tiktok.com": "tiktok",
  tiktok: "tiktok",
  tt: "tiktok",
  "twitter.com": "x",
  "x.com": "x",
  twitter: "x",
  x: "x",
  "youtube.com": "youtube",
  youtube: "youtube",
  yt: "youtube",
  "twitch.tv": "twitch",
  twitch: "twitch",
  "github.com": "github",
  github: "github",
  "facebook.com": "facebook",
  facebook: "facebook",
  fb: "facebook",
  mastodon: "mastodon",
  "linktr.ee": "linktree",
  "beacons.ai": "beacons",
  "bio.link": "bio.link",
  "lnk.bio": "lnk.bio",
  "solo.to": "solo.to",
  "campsite.bio": "campsite",
  "allmylinks.com": "allmylinks",
  "carrd.co": "carrd",
  "ko-fi.com": "ko-fi",
  "patreon.com": "patreon",
};

const ADDRESS =
  /(?<![\w.])(?:https?:\/\/)?(?:www\.|m\.|mobile\.)?((?:instagram|tiktok|twitter|x|youtube|github|facebook|allmylinks|ko-fi|patreon)\.com|threads\.(?:net|com)|twitch\.tv|linktr\.ee|beacons\.ai|solo\.to|(?:lnk|campsite)\.bio|bio\.link)\/@?([\w.-]{2,64})/gi;
/** A page of links that has its owner's name before the host. */
const NAME_BEFORE = /(?<![\w.-])(?:https?:\/\/)?([a-z0-9][a-z0-9-]+)\.(carrd\.co)(?![\w-])/gi;
const LABELLED =
  /(?<![\w@])(instagram|insta|ig|threads|tiktok|tt|twitter|x|youtube|yt|twitch|github|facebook|fb)\s*(?:[:：=/|>→-]+\s*@?|\s@)([\w.-]{2,64})/gi;
const ON_SITE =
  /(?<![\w/])@([\w.-]{2,64})\s+(?:on|at|auf|en|sur|no|em)\s+(instagram|insta|ig|threads|tiktok|twitter|x|youtube|twitch|github)\b/gi;
const FEDIVERSE = /(?<![\w/])@([\w.-]{1,64})@([\w-]+(?:\.[\w-]+)+)/gi;
const PARODY =
  /\b(?:parody|parodie|satire|fan ?(?:page|account|acc)|unofficial|not affiliated|impersonat\w+|mirror (?:of|bot)|(?:repost|mirror)s? (?:from|of|bot)|tribute (?:to|account)|role ?play)\b/;

/** Instagram and Threads accounts bear one name. */
function isSamePlatform(site: string, platform: string): boolean {
  const shared = (id: string) => (id === "threads" ? "instagram" : platformOf(id));
  return shared(site) === shared(platform);
}
