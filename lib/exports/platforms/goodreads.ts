import type { PlatformReader } from "../platform-reader";
import { firstSegment } from "../profile-url";

export const goodreads: PlatformReader = {
  platform: {
    id: "goodreads",
    name: "Goodreads",
    identifies: "username",
    import: "names",
    hosts: ["goodreads.com"],
    profileUrl: (username) => `https://www.goodreads.com/${encodeURIComponent(username)}`,
  },
  /** `/user/show/1234-jane-doe` has the number and the name in one. */
  usernameIn(url) {
    const [first, second, third] = url.segments;
    if (first === "user" && second === "show") return third ?? null;
    return url.segments.length === 1 ? firstSegment(url, ownPages) : null;
  },
};

const ownPages = new Set(
  "book author review list user search group quotes genres shelf friend".split(" "),
);
