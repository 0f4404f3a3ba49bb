import { db } from "@/lib/db";
import type { Follow, PlatformId } from "@/lib/exports";
import {
  addImportPart,
  beginImport,
  finishImport,
  ImportPart,
  NAMES_PER_PART,
} from "@/lib/imports";
import { fileNewNames, MODEL_VERSION, settle } from "@/lib/matching";
import type { UserDid } from "@/lib/users";

let people = 0;

/** A person who has signed in once. */
export async function createUser(): Promise<UserDid> {
  people += 1;
  const did = `did:plc:tester${String(people).padStart(18, "a")}` as UserDid;
  await db.user.create({ data: { did, handle: `tester${people}.example` } });
  return did;
}

export type Name = string | Partial<Follow>;

/** Names as the browser sends them, checked as the route checks them. */
export function partsOf(names: readonly Name[]) {
  const follows = names.map((name) => ({
    username: null,
    displayName: null,
    profileUrl: null,
    followedAt: null,
    externalId: null,
    ...(typeof name === "string" ? { username: name } : name),
  }));
  return Array.from({ length: Math.ceil(follows.length / NAMES_PER_PART) }, (_, part) =>
    ImportPart.parse({
      part,
      follows: follows.slice(part * NAMES_PER_PART, (part + 1) * NAMES_PER_PART),
    }),
  );
}

/**
 * Brings a list the way the pages do.
 *
 * @returns the list, and the ids of its source accounts by username.
 */
export async function bringList(
  user: UserDid,
  names: readonly Name[],
  platform: PlatformId = "instagram",
) {
  const uploadId = await beginImport(user, { platform, name: "A list" });
  const parts = partsOf(names);
  for (const part of parts) await addImportPart(user, uploadId, part);
  const saved = await finishImport(user, uploadId, parts.length);
  if (!saved.ok) throw new Error(`The list was not saved: ${saved.problem}.`);
  await fileNewNames(new Date(Date.now() + 60_000), new AbortController().signal);
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
  await db.$transaction((tx) => settle(tx, { user, accountIds, areChecked: true }), {
    timeout: 30_000,
  });
  return created.map(({ id }) => id);
}
