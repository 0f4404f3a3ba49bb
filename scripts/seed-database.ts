import { db } from "@/lib/db";
import { beginImport, finishImport, indexNewNames } from "@/lib/imports";
import { MODEL_VERSION, scoreCandidates, settle } from "@/lib/matching";
import type { UserDid } from "@/lib/users";
import { worldOf } from "../e2e/network/people";

const world = worldOf();
const PLATFORMS = ["instagram", "tiktok", "threads", "x"] as const;

/**
 * Test data for development: three people, each with a list from two platforms, whose names are those that the invented
 * people of the local network have elsewhere, and some that nobody has. Who is there already is left alone, and who was only half made is made anew.
 *
 * @returns how many rows there are of each kind.
 * @throws Error when the database has people who did not come from here.
 */
export async function seedDatabase(): Promise<Record<string, number>> {
  const real = await db.user.count({ where: { NOT: { did: { startsWith: "did:plc:seed" } } } });
  if (real > 0) {
    throw new Error(`This database has ${real} people in it. Test data go into an empty one only.`);
  }
  for (const [place, handle] of ["ada.example", "bo.example", "cy.example"].entries()) {
    await seedPerson(handle, PLATFORMS.slice(place, place + 2));
  }
  return {
    users: await db.user.count(),
    lists: await db.userUpload.count(),
    "source accounts": await db.sourceAccount.count(),
    matches: await db.atprotoMatch.count(),
    "rows found": await db.userSourceFollow.count({ where: { state: "found" } }),
  };
}

async function seedPerson(handle: string, platforms: readonly (typeof PLATFORMS)[number][]) {
  const did = `did:plc:seed${handle.replace(".", "")}` as UserDid;
  // Their name is given last: without it, making them was broken off.
  if ((await db.user.count({ where: { did, displayName: { not: null } } })) > 0) return;
  await db.user.deleteMany({ where: { did } });
  await db.user.create({ data: { did, handle } });
  for (const platform of platforms) {
    const names = world.people.flatMap((person) =>
      person.elsewhere.flatMap((account) =>
        account.platform === platform ? [account.username] : [],
      ),
    );
    const strangers = Array.from({ length: 40 }, (_, n) => `nobody.here.${n}`);
    const uploadId = await beginImport(did, { platform, name: `Test list, ${platform}` });
    const follows = [...names, ...strangers].map((username) => ({
      username,
      displayName: null,
      profileUrl: null,
      followedAt: "2024-05-01T12:00:00Z",
      externalId: null,
    }));
    await finishImport(did, uploadId, 0, follows);
    await indexNewNames();
    await seedMatches(did, uploadId, platform);
  }
  await db.user.update({ where: { did }, data: { displayName: handle.split(".")[0] } });
}

/** What matching would have found, without a network: the invented people who have these names. */
async function seedMatches(user: UserDid, uploadId: string, platform: string) {
  const rows = await db.userSourceFollow.findMany({
    where: { uploadId },
    select: { sourceAccount: true },
  });
  for (const { sourceAccount } of rows) {
    // Somebody before this person has the name on their list.
    if (sourceAccount.searchedAt) continue;
    const username = sourceAccount.originalUsername;
    const owner = world.people.find((person) =>
      person.elsewhere.some(
        (account) => account.platform === platform && account.username.toLowerCase() === username,
      ),
    );
    if (owner) await seedMatch(sourceAccount.id, { platform, username }, owner);
    await db.sourceAccount.update({
      where: { id: sourceAccount.id },
      data: { searchedAt: new Date() },
    });
  }
  await settle(db, {
    user,
    uploadId,
    accountIds: rows.map(({ sourceAccount }) => sourceAccount.id),
    areChecked: true,
  });
  await db.userUpload.update({ where: { uploadId }, data: { matchNextAt: null } });
}

async function seedMatch(
  sourceAccountId: bigint,
  source: { platform: string; username: string },
  owner: (typeof world.people)[number],
) {
  const candidate = {
    did: `did:plc:${owner.handle
      .replace(/[^a-z2-7]/g, "a")
      .slice(0, 24)
      .padEnd(24, "a")}`,
    handle: owner.handle,
    displayName: owner.profile?.displayName,
    description: owner.profile?.bio,
  };
  for (const { score, evidence } of scoreCandidates(source, [candidate])) {
    await db.atprotoMatch.createMany({
      skipDuplicates: true,
      data: {
        sourceAccountId,
        atprotoDid: candidate.did,
        atprotoHandle: candidate.handle,
        displayName: candidate.displayName,
        description: candidate.description,
        matchScore: score,
        evidence,
        modelVersion: MODEL_VERSION,
      },
    });
  }
}
