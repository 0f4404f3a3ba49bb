import { db } from "@/lib/db";
import { addImportPart } from "@/lib/imports";
import { settle } from "@/lib/matching";
import { hashToken } from "@/lib/secrets";
import type { UserDid } from "@/lib/users";
import { partsOf } from "./lists";

export const OWNER = "did:plc:owner" as UserDid;
export const STRANGER = "did:plc:stranger" as UserDid;

/** Ids of what a person has here. */
export type Owner = {
  list: string;
  /** A list of the same platform. */
  otherList: string;
  listOfStranger: string;
  /** A list whose only part has arrived. */
  unsaved: string;
  /** An account on the list that the stranger has on a list too. */
  account: bigint;
  /** An account that only the owner has. */
  ownAccount: bigint;
  /** A match of `account` that only the owner sees. */
  match: bigint;
  batches: Record<"planned" | "running" | "stopped" | "done", string>;
  partner: string;
};

/** Empties the database and gives one person a bit of everything, and a stranger a list with one of the same names. */
export async function createOwner(): Promise<Owner> {
  await db.user.deleteMany();
  await db.sourceAccount.deleteMany();
  await db.partner.deleteMany();
  for (const [did, handle] of [
    [OWNER, "owner.example"],
    [STRANGER, "stranger.example"],
  ] as const) {
    await db.user.create({ data: { did, handle, usesOwnView: did === OWNER } });
  }
  const account = await createAccount("shared");
  const ownAccount = await createAccount("own");
  const match = await createMatch(account, OWNER);
  await createMatch(account, null);
  await db.userMatchStatus.create({
    data: { userDid: OWNER, matchId: match, arrivedAt: new Date() },
  });

  const list = await createList(OWNER, [account, ownAccount]);
  const matching = { matchNextAt: new Date("2030-01-01"), matchPaused: false };
  await db.userUpload.update({ where: { uploadId: list }, data: matching });
  const otherList = await createList(OWNER, [ownAccount]);
  // One that passes with its last tab.
  const openUntil = new Date(Date.now() + 60_000);
  await db.userUpload.update({ where: { uploadId: otherList }, data: { openUntil } });
  const listOfStranger = await createList(STRANGER, [account]);
  await db.userSourceFollow.updateMany({ where: { state: "found" }, data: { selected: true } });

  await db.awaitedList.create({ data: { userDid: OWNER, sourcePlatform: "tiktok" } });

  await db.messageSettings.create({ data: { userDid: OWNER, frequency: "daily" } });
  const { id: partner } = await db.partner.create({ data: { name: "A partner" } });
  await db.partnerApiKey.create({
    data: { partnerId: partner, name: "Its key", keyHash: hashToken("a key") },
  });
  await db.partnerConsent.create({ data: { partnerId: partner, userDid: OWNER } });
  await db.userSession.create({
    data: {
      sessionId: hashToken("a token"),
      did: OWNER,
      fingerprint: "A test",
      expiresAt: new Date("2100-01-01"),
    },
  });
  return {
    list,
    otherList,
    listOfStranger,
    unsaved: await createUnsavedList(),
    account,
    ownAccount,
    match,
    batches: await createBatches(list, match),
    partner,
  };
}

async function createAccount(username: string) {
  const { id } = await db.sourceAccount.create({
    data: {
      sourcePlatform: "x",
      originalUsername: username,
      normalizedUsername: username,
      searchedAt: new Date(),
    },
  });
  return id;
}

async function createMatch(sourceAccountId: bigint, privateTo: string | null) {
  const { id } = await db.atprotoMatch.create({
    data: {
      sourceAccountId,
      privateTo,
      atprotoDid: `did:plc:match${privateTo ? "private" : "shared"}`,
      atprotoHandle: "match.example",
      matchScore: 90,
      evidence: [],
      modelVersion: 1,
    },
  });
  return id;
}

async function createList(user: UserDid, accounts: bigint[]) {
  const { uploadId } = await db.userUpload.create({
    data: {
      userDid: user,
      sourcePlatform: "x",
      name: `The list of ${user}`,
      totalUsers: accounts.length,
      savedAt: new Date(),
      follows: {
        create: accounts.map((sourceAccountId, position) => ({
          sourceAccountId,
          position,
          username: "A name",
        })),
      },
    },
  });
  await db.$transaction((tx) =>
    settle(tx, { user, uploadId, accountIds: accounts, areChecked: true }),
  );
  return uploadId;
}

async function createUnsavedList() {
  const { uploadId } = await db.userUpload.create({
    data: { userDid: OWNER, sourcePlatform: "x", name: "An unsaved list" },
  });
  for (const part of partsOf(["a.name"])) await addImportPart(OWNER, uploadId, part);
  return uploadId;
}

const FOLLOW = "app.bsky.graph.follow";

async function createBatches(uploadId: string, matchId: bigint) {
  const ids: string[] = [];
  for (const status of ["planned", "running", "stopped", "done"] as const) {
    const { id } = await db.followBatch.create({
      data: {
        userDid: OWNER,
        uploadId,
        apps: ["bluesky"],
        status,
        writes: { create: { matchId, collection: FOLLOW, subjectDid: "did:plc:followed" } },
      },
    });
    ids.push(id);
  }
  const [planned = "", running = "", stopped = "", done = ""] = ids;
  return { planned, running, stopped, done };
}
