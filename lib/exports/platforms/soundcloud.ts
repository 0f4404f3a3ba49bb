import type { PlatformReader } from "../platform-reader";
import { firstSegment } from "../profile-url";

export const soundcloud: PlatformReader = {
  platform: {
    id: "soundcloud",
    name: "SoundCloud",
    identifies: "username",
    import: "names",
    hosts: ["soundcloud.com", "m.soundcloud.com"],
    profileUrl: (username) => `https://soundcloud.com/${encodeURIComponent(username)}`,
  },
  usernameIn: (url) => firstSegment(url, ownPages),
};

const ownPages = new Set(
  "discover stream you search upload charts pages terms-of-use feed".split(" "),
);
