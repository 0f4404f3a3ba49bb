import type { PlatformReader } from "../platform-reader";
import { bluesky } from "./bluesky";
import { facebook } from "./facebook";
import { github } from "./github";
import { goodreads } from "./goodreads";
import { instagram } from "./instagram";
import { letterboxd } from "./letterboxd";
import { linkedin } from "./linkedin";
import { mastodon } from "./mastodon";
import { medium } from "./medium";
import { pinterest } from "./pinterest";
import { reddit } from "./reddit";
import { snapchat } from "./snapchat";
import { soundcloud } from "./soundcloud";
import { substack } from "./substack";
import { threads } from "./threads";
import { tiktok } from "./tiktok";
import { tumblr } from "./tumblr";
import { twitch } from "./twitch";
import { x } from "./x";
import { youtube } from "./youtube";

/** In the order in which people are offered them. */
export const readers: readonly PlatformReader[] = [
  instagram,
  tiktok,
  x,
  threads,
  youtube,
  facebook,
  mastodon,
  linkedin,
  snapchat,
  reddit,
  twitch,
  tumblr,
  github,
  medium,
  pinterest,
  soundcloud,
  letterboxd,
  goodreads,
  substack,
  bluesky,
];
