"use server";

import { revalidatePath } from "next/cache";
import { z } from "zod";
import { markAllRead, markRead } from "@/lib/arrivals";
import { requireUser } from "@/lib/auth";
import { decide } from "@/lib/decisions";
import { confirmBatch, type FollowsProblem, planBatch } from "@/lib/follows";
import { getUpload } from "@/lib/uploads";

const Id = z
  .string()
  .regex(/^\d{1,18}$/)
  .transform(BigInt);
const Row = z.object({ uploadId: z.uuid(), accountId: Id, matchId: Id });

type RowInput = { uploadId: string; accountId: string; matchId: string };

/** Follows one person who arrived, in the list's app. */
export async function followArrivalAction(
  input: RowInput,
): Promise<{ batchId: string } | { problem: FollowsProblem }> {
  const user = await requireUser();
  const { uploadId, accountId, matchId } = Row.parse(input);
  const upload = await getUpload(user.did, uploadId);
  if (!upload) return { problem: "unknown" };
  const target = { kind: "follows" as const, apps: [upload.app], onlyUsers: false };
  const plan = await planBatch(user.did, uploadId, target, [accountId]);
  if (!plan.ok) return { problem: plan.problem as FollowsProblem };
  await confirmBatch(user.did, plan.batchId, "gentle");
  await markRead(user.did, [matchId]);
  return { batchId: plan.batchId };
}

/** "Not them." Answers false when it is not this person's to say. */
export async function dismissArrivalAction(matchId: string): Promise<boolean> {
  const user = await requireUser();
  return (await decide(user.did, Id.parse(matchId), "dismiss")) !== null;
}

/** Takes "not them" back. */
export async function undismissArrivalAction(matchId: string): Promise<boolean> {
  const user = await requireUser();
  return (await decide(user.did, Id.parse(matchId), "undecide")) !== null;
}

/** Marks as read what had arrived when the page was drawn. */
export async function markAllReadAction(until: Date) {
  const user = await requireUser();
  await markAllRead(user.did, z.date().parse(until));
  revalidatePath("/notifications");
}
