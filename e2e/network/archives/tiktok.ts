import type { Follow } from "./follows";
import type { Files } from "./zip";

/** The one file of an archive in JSON, as it has been since 2025. */
export function userDataJson(follows: Follow[], others: Follow[]): string {
  const rows = (list: Follow[]) =>
    list.map(({ username, followedAt }) => ({ Date: stamp(followedAt), UserName: username }));
  const [followers, blocked] = [others.slice(0, -3), others.slice(-3)];
  return JSON.stringify({
    Comment: { Comments: { App: 1233, CommentsList: [] } },
    "Direct Message": { "Direct Messages": { ChatHistory: {} } },
    "Likes and Favorites": { "Like List": { App: 1233, ItemFavoriteList: [] } },
    Post: { Posts: { VideoList: [] } },
    "Profile And Settings": {
      "Block List": { App: 1233, BlockList: rows(blocked) },
      Follower: { App: 1233, IsFastLane: false, FansList: rows(followers) },
      Following: { App: 1233, IsFastLane: false, Following: rows(follows) },
      "Profile Info": {
        App: 1233,
        ProfileMap: { userName: "wren", bioDescription: "birds 🪶 bread 🍞" },
      },
      Settings: { App: 1233, SettingsMap: { "App Language": "en" } },
    },
    "TikTok Live": { "Go Live History": { GoLiveList: null } },
    "Your Activity": { "Watch History": { VideoList: null }, Searches: { SearchList: null } },
  });
}

/** `Following.txt`. */
export function followingTxt(follows: Follow[]): string {
  return follows
    .map(({ username, followedAt }) => `Date: ${stamp(followedAt)} UTC\nUsername: ${username}\n`)
    .join("\n");
}

/** What else is in an archive in TXT, except the list itself. */
export function otherTxtFiles(others: Follow[]): Files {
  const nothing = "You have no data in this section\n";
  return {
    "TikTok/Profile and Settings/Follower.txt": followingTxt(others.slice(0, -3)),
    "TikTok/Profile and Settings/Block List.txt": followingTxt(others.slice(-3)),
    "TikTok/Profile and Settings/Profile Info.txt": "Username: wren\nBio: birds 🪶 bread 🍞\n",
    "TikTok/Profile and Settings/Settings.txt": "App Language: en\n",
    "TikTok/Your Activity/Watch History.txt": nothing,
    "TikTok/Your Activity/Searches.txt": nothing,
    "TikTok/Likes and Favorites/Like List.txt": nothing,
    "TikTok/Post/Posts.txt": nothing,
    "TikTok/Comment/Comments.txt": nothing,
  };
}

/** "2023-08-10 06:18:18", in UTC. */
function stamp(date: Date) {
  return date.toISOString().slice(0, 19).replace("T", " ");
}
