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
  usernameIn(url) {
    const host = subdomain(url, "substack.com");
    // `open.substack.com/pub/jane` is `jane.substack.com`.
    if (host === "open") return url.segments[0] === "pub" ? (url.segments[1] ?? null) : null;
    return atSegment(url) ?? (host && ownHosts.has(host) ? null : host);
  },
};

const ownHosts = new Set("support on reader blog".split(" "));
