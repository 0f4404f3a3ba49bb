import type { PlatformReader } from "../platform-reader";
import { firstSegment } from "../profile-url";

export const letterboxd: PlatformReader = {
  platform: {
    id: "letterboxd",
    name: "Letterboxd",
    identifies: "username",
    import: "names",
    hosts: ["letterboxd.com"],
    profileUrl: (username) => `https://letterboxd.com/${encodeURIComponent(username)}/`,
  },
  usernameIn: (url) => firstSegment(url, ownPages),
};

const ownPages = new Set(
  "film films actor director list lists members journal search settings about".split(" "),
);
