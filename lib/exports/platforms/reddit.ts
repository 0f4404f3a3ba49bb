import { ListPart } from "../list-part";
import type { PlatformReader } from "../platform-reader";

/* subscribed_subreddits.csv lists communities. To follow a person is to subscribe to `u_name`. */
export const reddit: PlatformReader = {
  platform: {
    id: "reddit",
    name: "Reddit",
    identifies: "username",
    import: "file",
    hosts: ["reddit.com", "old.reddit.com"],
    profileUrl: (username) => `https://www.reddit.com/user/${encodeURIComponent(username)}`,
  },
  usernameIn: ({ segments: [first, second] }) =>
    first === "user" || first === "u" ? (second ?? null) : null,
  members: /(^|\/)subscribed_subreddits\.csv$/,
  marks: /(^|\/)(comment_votes|post_votes|subscribed_subreddits)\.csv$/,
  readTable(head) {
    const column = (head[0] ?? []).findIndex((cell) => cell.trim().toLowerCase() === "subreddit");
    if (column < 0) return null;
    const part = new ListPart({
      platform: "reddit",
      kind: "following",
      kindIsCertain: true,
      format: "csv-subreddits",
    });
    const communities = { code: "communities" as const, params: { count: 0 } };
    return {
      part,
      skipRows: 1,
      addRow(cells) {
        const name = (cells[column] ?? "").trim().replace(/^\/?r\//, "");
        if (name.startsWith("u_")) part.add({ username: name.slice(2) });
        else if (name === "") part.skip("noName");
        else if (communities.params.count++ === 0) part.notes.push(communities);
      },
    };
  },
};
