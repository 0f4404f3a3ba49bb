import { db } from "@/lib/db";
import { addImportPart, beginImport, finishImport, NAMES_PER_PART } from "@/lib/imports";
import { MODEL_VERSION, settle } from "@/lib/matching";
import type { UserDid } from "@/lib/users";

let people = 0;

/** A person who has signed in once. */
export async function createUser(): Promise<UserDid> {
  people += 1;
  const did = `did:plc:tester${String(people).padStart(18, "a")}` as UserDid;
  await db.user.create({ data: { did, handle: `tester${people}.example` } });
  return did;
}

export type Name = { username: string; displayName?: string; followedAt?: string };

/**
 * Brings a list the way the pages do.
 *
 * @returns the list, and the ids of its source accounts by username.
 */
export async function bringList(user: UserDid, names: Name[], platform = "instagram") {
  const uploadId = await beginImport(user, { platform: platform as "instagram", name: "A list" });
  for (let part = 0; part * NAMES_PER_PART < names.length; part += 1) {
    const follows = names.slice(part * NAMES_PER_PART, (part + 1) * NAMES_PER_PART);
    await addImportPart(user, uploadId, {
      part,
      follows: follows.map(({ username, displayName = null, followedAt = null }) => ({
        username,
        displayName,
        profileUrl: null,
        followedAt,
        externalId: null,
      })),
    });
  }
  await finishImport(user, uploadId, Math.ceil(names.length / NAMES_PER_PART));
  const rows = await db.userSourceFollow.findMany({ where: { uploadId } });
  const accounts = new Map(rows.map((row) => [row.username, row.sourceAccountId]));
  return { uploadId, idOf: (username: string) => accounts.get(username) as bigint, rows };
}

export type Found = {
  accountId: bigint;
  score: number;
  handle?: string;
  did?: string;
  displayName?: string;
  traits?: number;
  followers?: number;
  lastActiveAt?: Date;
  privateTo?: string;
};

let found = 0;

/**
 * What matching leaves behind: these candidates found, and these accounts searched for. The lists of the person are
 * settled.
 *
 * @returns the ids of the matches.
 */
export async function findMatches(user: UserDid, matches: Found[], searched: bigint[] = []) {
  const accountIds = [...new Set([...searched, ...matches.map(({ accountId }) => accountId)])];
  await db.sourceAccount.updateMany({
    where: { id: { in: accountIds } },
    data: { searchedAt: new Date() },
  });
  const created = await db.atprotoMatch.createManyAndReturn({
    data: matches.map((match) => {
      found += 1;
      return {
        sourceAccountId: match.accountId,
        atprotoDid: match.did ?? `did:plc:found${String(found).padStart(19, "a")}`,
        atprotoHandle: match.handle ?? `found${found}.bsky.social`,
        displayName: match.displayName,
        matchScore: match.score,
        evidence: [],
        modelVersion: MODEL_VERSION,
        traits: match.traits,
        followerCount: match.followers,
        lastActiveAt: match.lastActiveAt,
        privateTo: match.privateTo,
      };
    }),
    select: { id: true },
  });
  await db.$transaction((tx) => settle(tx, { user, accountIds }), { timeout: 30_000 });
  return created.map(({ id }) => id);
}
