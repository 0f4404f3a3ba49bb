import { db } from "@/lib/db";
import type { PlatformId } from "@/lib/exports";
import { beginImport, finishImport, indexNewNames } from "@/lib/imports";
import { matchNext } from "@/lib/matching";
import type { UserDid } from "@/lib/users";

/** Somebody who uses the app, without an account on the network. */
export async function addUser(handle: string): Promise<UserDid> {
  const did = `did:plc:user${handle.replace(/[^a-z0-9]/g, "")}` as UserDid;
  await db.user.create({ data: { did, handle } });
  return did;
}

/** Brings a list for somebody, as the browser does. Names may have a display name behind a blank: `jane.doe Jane Doe`. */
export async function bringList(
  user: UserDid,
  platform: PlatformId,
  names: string[],
): Promise<string> {
  const uploadId = await beginImport(user, { platform, name: `A list from ${platform}` });
  const follows = names.map((name) => {
    const [username = "", ...displayName] = name.split(" ");
    return {
      username,
      displayName: displayName.join(" ") || null,
      profileUrl: null,
      followedAt: null,
      externalId: null,
    };
  });
  await finishImport(user, uploadId, 0, follows);
  await indexNewNames();
  return uploadId;
}

/** Checks every name of every list on the network, as the background work does. */
export async function matchLists(): Promise<void> {
  const never = new AbortController().signal;
  for (;;) {
    const open = await db.userUpload.count({ where: { matchNextAt: { not: null } } });
    if (open === 0) return;
    await db.userUpload.updateMany({
      data: { matchNextAt: new Date(0) },
      where: { matchNextAt: { not: null } },
    });
    await matchNext(new Date(Date.now() + 30_000), never);
  }
}
