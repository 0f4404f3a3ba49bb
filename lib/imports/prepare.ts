import { normalizeUsername, usernameKey } from "@/lib/matching";
import type { IncomingFollow } from "./input";

/** Works out what is kept of every account, column by column; those that nothing identifies are left out. */
export function prepareColumns(follows: IncomingFollow[]) {
  const rows = follows.flatMap((follow) => {
    const key = accountKey(follow);
    const name = follow.username ?? follow.displayName ?? follow.externalId;
    return key && name ? { ...follow, key, name } : [];
  });
  return {
    /** What makes an account one and the same on its platform. */
    keys: rows.map(({ key }) => key),
    normalized: rows.map(({ key, username, displayName }) =>
      normalizeUsername(username ?? displayName ?? key),
    ),
    /** As the export writes it; the name it goes by where the export has no username. */
    usernames: rows.map(({ name }) => name),
    displayNames: rows.map(({ displayName }) => displayName),
    profileUrls: rows.map(({ profileUrl }) => profileUrl),
    dates: rows.map(({ followedAt }) => followedAt && instantOf(followedAt)),
    precisions: rows.map(({ followedAt }) => followedAt && precisionOf(followedAt)),
  };
}

/** Its username, else its number (in which capitals count), else the name it goes by. */
function accountKey({ username, externalId, displayName }: IncomingFollow) {
  return usernameKey(username ?? "") || externalId || usernameKey(displayName ?? "");
}

/** Wall time of an unnamed zone is kept as if it were UTC; its precision says so. */
function instantOf(followedAt: string) {
  return /T.*[^Z]$/.test(followedAt) ? `${followedAt}Z` : followedAt;
}

function precisionOf(followedAt: string) {
  if (!followedAt.includes("T")) return "day";
  return followedAt.endsWith("Z") ? "instant" : "local";
}
