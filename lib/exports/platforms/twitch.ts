import { readIsoTime } from "../dates";
import { isObject } from "../json";
import { ListPart } from "../list-part";
import type { PlatformReader } from "../platform-reader";
import { firstSegment } from "../profile-url";

/* The answer of the API's `channels/followed`, as tools save it: its pages after each other, or one array. */
export const twitch: PlatformReader = {
  platform: {
    id: "twitch",
    name: "Twitch",
    identifies: "username",
    import: "file",
    hosts: ["twitch.tv", "m.twitch.tv"],
    profileUrl: (username) => `https://www.twitch.tv/${encodeURIComponent(username)}`,
  },
  usernameIn: (url) => firstSegment(url, ownPages),
  readJson(value) {
    const pages = Array.isArray(value) ? value : [value];
    const channels = pages.flatMap((page: unknown) =>
      isObject(page) && Array.isArray(page.data) ? page.data : [page],
    );
    const isOurs = channels.some((entry) => isObject(entry) && "broadcaster_login" in entry);
    if (!isOurs) return null;
    const part = new ListPart({
      platform: "twitch",
      kind: "following",
      kindIsCertain: true,
      format: "json-api",
      verified: false,
    });
    for (const channel of channels.map((entry) => (isObject(entry) ? entry : {}))) {
      part.add({
        username: channel.broadcaster_login,
        displayName: channel.broadcaster_name,
        followedAt: readIsoTime(channel.followed_at, "Z"),
      });
    }
    return [part];
  },
};

const ownPages = new Set(
  "directory videos settings subscriptions friends wallet p downloads".split(" "),
);
