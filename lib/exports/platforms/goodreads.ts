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
  usernameIn: (url) => (url.segments.length === 1 ? firstSegment(url, ownPages) : null),
  /** `/user/show/1234-jane-doe` */
  personIn({ segments: [first, second, third = ""] }) {
    const [, externalId, name] = /^(\d+)-(.+)$/.exec(third) ?? [];
    if (first !== "user" || second !== "show" || !externalId || !name) return null;
    return { externalId, displayName: name.replaceAll("-", " ") };
  },
};

const ownPages = new Set(
  "book author review list user search group quotes genres shelf friend".split(" "),
);
