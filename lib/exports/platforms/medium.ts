import type { PlatformReader } from "../platform-reader";
import { atSegment, subdomain } from "../profile-url";

/* users-following/users-following-0001.html: a page of profile links. */
export const medium: PlatformReader = {
  platform: {
    id: "medium",
    name: "Medium",
    identifies: "username",
    import: "file",
    hosts: ["medium.com"],
    profileUrl: (username) => `https://medium.com/@${encodeURIComponent(username)}`,
  },
  hasSubdomains: true,
  usernameIn: (url) => atSegment(url) ?? subdomain(url, "medium.com"),
  members: /(^|\/)users-following\.html?$/,
  marks: /(^|\/)(users-following|pubs-following|topics-following|claps)\//,
};
