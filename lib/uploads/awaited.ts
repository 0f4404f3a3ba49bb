import { db } from "@/lib/db";
import type { PlatformId } from "@/lib/exports";
import type { UserDid } from "@/lib/users";

/** A list that a person has asked a platform for. */
export type AwaitedList = { platform: PlatformId; since: Date };

/** The lists that a person waits for, oldest first: those of platforms that nothing was brought from since. */
export function listAwaited(user: UserDid): Promise<AwaitedList[]> {
  return db.$queryRaw`
    SELECT source_platform AS platform, since FROM awaited_lists AS awaited
    WHERE user_did = ${user} AND NOT EXISTS (
      SELECT FROM user_uploads AS upload
      WHERE upload.user_did = awaited.user_did AND upload.source_platform = awaited.source_platform
        AND upload.saved_at > awaited.since)
    ORDER BY since, source_platform`;
}

/** Notes that a person waits for a platform's list, from now on, or that they no longer do. */
export async function setAwaited(
  user: UserDid,
  platform: PlatformId,
  isAwaited: boolean,
): Promise<void> {
  const where = { userDid: user, sourcePlatform: platform };
  if (!isAwaited) {
    await db.awaitedList.deleteMany({ where });
    return;
  }
  await db.awaitedList.upsert({
    where: { userDid_sourcePlatform: where },
    create: where,
    update: { since: new Date() },
  });
}
