import { keysOfName, normalizeUsername, usernameKey } from "@/lib/matching";
import type { IncomingFollow } from "./input";

/** One account of a list as it is kept. */
export type PreparedRow = {
  /** What makes an account one and the same on its platform. */
  key: string;
  normalized: string;
  /** As the export writes it; the name it goes by where the export has no username. */
  username: string;
  displayName: string | null;
  profileUrl: string | null;
  followed: string | null;
  precision: "instant" | "local" | "day" | null;
  /** The keys by which the account is found when it turns up on the network. */
  filedKeys: string[];
};

/** Works out what is kept of every account; those that nothing identifies are left out. */
export function prepareRows(follows: IncomingFollow[]): PreparedRow[] {
  return follows.flatMap((follow) => {
    const { username, displayName, externalId, profileUrl, followedAt } = follow;
    const key = accountKey(follow);
    const name = username ?? displayName ?? externalId;
    if (!key || !name) return [];
    return {
      key,
      normalized: normalizeUsername(username ?? displayName ?? key),
      username: name,
      displayName,
      profileUrl,
      followed: followedAt ? instantOf(followedAt) : null,
      precision: followedAt ? precisionOf(followedAt) : null,
      filedKeys: keysOfName(key, displayName),
    };
  });
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
