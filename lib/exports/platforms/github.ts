import { isObject } from "../json";
import { ListPart } from "../list-part";
import type { PlatformReader } from "../platform-reader";
import { firstSegment, webLink } from "../profile-url";

/* The answer of the API's `user/following`; `gh api --paginate` writes its pages after each other. */
export const github: PlatformReader = {
  platform: {
    id: "github",
    name: "GitHub",
    identifies: "username",
    import: "file",
    hosts: ["github.com"],
    profileUrl: (username) => `https://github.com/${encodeURIComponent(username)}`,
  },
  usernameIn: (url) => (url.segments.length === 1 ? firstSegment(url, ownPages) : null),
  readJson(value, file) {
    const users = Array.isArray(value) ? value : [];
    if (!users.some((user) => isObject(user) && "login" in user && "html_url" in user)) return null;
    const part = new ListPart({
      platform: "github",
      kind: file.kind?.kind ?? "following",
      kindIsCertain: file.kind?.certain ?? false,
      format: "json-api",
      verified: false,
    });
    for (const user of users.map((entry) => (isObject(entry) ? entry : {}))) {
      part.add({
        username: user.login,
        displayName: user.name,
        profileUrl: webLink(user.html_url),
        externalId: typeof user.id === "number" ? String(user.id) : null,
      });
    }
    return [part];
  },
};

const ownPages = new Set(
  "about features login join pricing topics trending explore settings orgs sponsors marketplace".split(
    " ",
  ),
);
