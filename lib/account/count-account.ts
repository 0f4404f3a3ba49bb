import { db } from "@/lib/db";
import type { UserDid } from "@/lib/users";

/** How much is kept about a person. */
export type AccountCounts = {
  lists: number;
  rows: number;
  /** Candidates that they looked at, took or refused. */
  decisions: number;
  followBatches: number;
  notifications: number;
};

/** What goes when a person deletes their account. */
export async function countAccount(user: UserDid): Promise<AccountCounts> {
  const where = { userDid: user };
  const [lists, rows, decisions, followBatches, notifications] = await Promise.all([
    db.userUpload.count({ where }),
    db.userSourceFollow.count({ where: { upload: where } }),
    db.userMatchStatus.count({ where }),
    db.followBatch.count({ where }),
    db.notification.count({ where }),
  ]);
  return { lists, rows, decisions, followBatches, notifications };
}
