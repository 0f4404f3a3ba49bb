import { db } from "@/lib/db";
import { confirmBatch, followNext, planBatch } from "@/lib/follows";
import type { UserDid } from "@/lib/users";
import { addTickedList } from "./ticked-list";

/** Plans and confirms to follow these accounts in Bluesky, as fast as the server lets; gives the id of the batch. */
export async function beginBatch(user: UserDid, dids: string[]): Promise<string> {
  const uploadId = await addTickedList({ user, dids });
  const target = { kind: "follows" as const, apps: ["bluesky"], onlyUsers: false };
  const planned = await planBatch(user, uploadId, target);
  if (!planned.ok) throw new Error(planned.problem);
  await confirmBatch(user, planned.batchId, "fast");
  return planned.batchId;
}

/** Does what is due, as the worker does, until nothing is. */
export async function work(): Promise<void> {
  while (await followNext(new Date(Date.now() + 60_000), new AbortController().signal));
}

/** As if the time had come at which a waiting batch goes on. */
export async function goOn(batchId: string): Promise<void> {
  await db.followBatch.update({ where: { id: batchId }, data: { nextAt: new Date(0) } });
  await work();
}

/** How many accounts of a batch are in each state that any is in. */
export async function statesOf(batchId: string): Promise<Record<string, number>> {
  const rows = await db.followWrite.groupBy({ by: ["state"], where: { batchId }, _count: true });
  return Object.fromEntries(rows.map(({ state, _count }) => [state, _count]));
}
