import { isObject } from "../json";
import { ListPart } from "../list-part";
import type { PlatformReader } from "../platform-reader";
import { firstSegment, subdomain, webLink } from "../profile-url";

/* The answer of the API's `user/following`. `updated` is the blog's last post, not a follow date. */
export const tumblr: PlatformReader = {
  platform: {
    id: "tumblr",
    name: "Tumblr",
    identifies: "username",
    import: "file",
    hosts: ["tumblr.com"],
    profileUrl: (username) => `https://www.tumblr.com/${encodeURIComponent(username)}`,
  },
  hasSubdomains: true,
  usernameIn(url) {
    const name = subdomain(url, "tumblr.com");
    if (name !== null) return name;
    const isBlog = url.segments[0] === "blog" && url.segments[1] !== "view";
    if (isBlog) return url.segments[1] ?? null;
    return url.segments[0] === "blog" ? (url.segments[2] ?? null) : firstSegment(url, ownPages);
  },
  readJson(value) {
    const pages = Array.isArray(value) ? value : [value];
    const blogs = pages.map(blogsOf);
    if (!blogs.some((list) => list !== null)) return null;
    const part = new ListPart({
      platform: "tumblr",
      kind: "following",
      kindIsCertain: true,
      format: "json-api",
      verified: false,
    });
    for (const blog of blogs.flatMap((list) => list ?? [])) {
      if (!isObject(blog)) part.skip("noName");
      else
        part.add({ username: blog.name, displayName: blog.title, profileUrl: webLink(blog.url) });
    }
    return [part];
  },
};

const ownPages = new Set(
  "dashboard explore tagged login register search settings about".split(" "),
);

function blogsOf(page: unknown): unknown[] | null {
  const response = isObject(page) ? (page.response ?? page) : null;
  const blogs = isObject(response) && "total_blogs" in response ? response.blogs : null;
  return Array.isArray(blogs) ? blogs : null;
}
