import { db } from "@/lib/db";

export type AdminAction = {
  id: bigint;
  at: Date;
  adminDid: string;
  action: string;
  target: string | null;
};

const PAGE = 100;

/** Writes down what an operator does, before it is done. */
export async function noteAction(adminDid: string, action: string, target?: string): Promise<void> {
  await db.adminAction.create({ data: { adminDid, action, target } });
}

/** What operators did, newest first; 100 a page, those before the given id. */
export function listActions(before?: bigint): Promise<AdminAction[]> {
  return db.adminAction.findMany({
    where: { id: { lt: before } },
    orderBy: { id: "desc" },
    take: PAGE,
  });
}
