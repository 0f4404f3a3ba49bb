import { readIsoTime, readUnixTime } from "../dates";
import { isObject } from "../json";
import { ListPart } from "../list-part";
import type { PlatformReader } from "../platform-reader";

/* json/friends.json. The lists beside `Friends` (deleted, blocked, requests) are of other people. */
export const snapchat: PlatformReader = {
  platform: {
    id: "snapchat",
    name: "Snapchat",
    identifies: "username",
    import: "file",
    hosts: ["snapchat.com"],
    profileUrl: (username) => `https://www.snapchat.com/add/${encodeURIComponent(username)}`,
  },
  usernameIn({ segments: [first = "", second] }) {
    if (first === "add") return second ?? null;
    return first.startsWith("@") ? first.slice(1) : null;
  },
  members: /(^|\/)friends\.json$/,
  marks: /(^|\/)(json|html)\/(snap_history|chat_history|memories_history)\.(json|html)$/,
  readJson(value) {
    if (!isObject(value) || !Array.isArray(value.Friends)) return null;
    const isOurs = value.Friends.every((friend) => !isObject(friend) || "Username" in friend);
    if (!isOurs) return null;
    const part = new ListPart({
      platform: "snapchat",
      kind: "friends",
      kindIsCertain: true,
      format: "json",
    });
    for (const friend of value.Friends.map((entry) => (isObject(entry) ? entry : {}))) {
      const date = friend["Creation Timestamp"];
      part.add({
        username: friend.Username,
        displayName: friend["Display Name"],
        followedAt: readIsoTime(date, "Z") ?? readUnixTime(date),
      });
    }
    return [part];
  },
};
