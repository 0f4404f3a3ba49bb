import type { PlatformReader } from "../platform-reader";

/* Handles and DIDs of the AT Protocol network itself: these people need no search. */
export const bluesky: PlatformReader = {
  platform: {
    id: "bluesky",
    name: "Bluesky",
    identifies: "username",
    import: "names",
    hosts: ["bsky.app"],
    profileUrl: (username) => `https://bsky.app/profile/${encodeURIComponent(username)}`,
  },
  usernameIn: ({ segments: [first, second] }) => (first === "profile" ? (second ?? null) : null),
};
