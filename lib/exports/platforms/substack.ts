import type { PlatformReader } from "../platform-reader";
import { atSegment, subdomain } from "../profile-url";

export const substack: PlatformReader = {
  platform: {
    id: "substack",
    name: "Substack",
    identifies: "username",
    import: "names",
    hosts: ["substack.com"],
    profileUrl: (username) => `https://substack.com/@${encodeURIComponent(username)}`,
  },
  hasSubdomains: true,
  usernameIn: (url) => atSegment(url) ?? subdomain(url, "substack.com"),
};
