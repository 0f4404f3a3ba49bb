import { db } from "@/lib/db";
import type { UserDid } from "@/lib/users";

/** Notes that a person has seen these arrivals. Says how many of them were unread. */
export async function markRead(user: UserDid, matchIds: bigint[]): Promise<number> {
  const { count } = await db.userMatchStatus.updateMany({
    where: { userDid: user, matchId: { in: matchIds }, arrivedAt: { not: null }, viewedAt: null },
    data: { viewedAt: new Date() },
  });
  return count;
}

/** Notes that a person has seen every arrival up to a moment: those that come while they click stay unread. */
export async function markAllRead(user: UserDid, until: Date): Promise<number> {
  const { count } = await db.userMatchStatus.updateMany({
    where: { userDid: user, arrivedAt: { lte: until }, viewedAt: null },
    data: { viewedAt: new Date() },
  });
  return count;
}
