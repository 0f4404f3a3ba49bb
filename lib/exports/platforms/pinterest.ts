import type { PlatformReader } from "../platform-reader";
import { firstSegment } from "../profile-url";

export const pinterest: PlatformReader = {
  platform: {
    id: "pinterest",
    name: "Pinterest",
    identifies: "username",
    import: "names",
    hosts: [
      ...[
        "com",
        "de",
        "fr",
        "es",
        "it",
        "pt",
        "ca",
        "ch",
        "at",
        "se",
        "dk",
        "jp",
        "co.uk",
        "co.kr",
        "com.au",
      ].map((domain) => `pinterest.${domain}`),
    ],
    profileUrl: (username) => `https://www.pinterest.com/${encodeURIComponent(username)}/`,
  },
  usernameIn: (url) => firstSegment(url, ownPages),
};

const ownPages = new Set("pin ideas search settings today business _ about explore".split(" "));
