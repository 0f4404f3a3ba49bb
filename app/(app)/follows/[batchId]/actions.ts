"use server";

import { z } from "zod";
import { requireUser } from "@/lib/auth";
import { cancelBatch, resumeBatch, stopBatch, undoBatch } from "@/lib/follows";

const BatchId = z.uuid();

export async function stopAction(batchId: string) {
  const user = await requireUser();
  await stopBatch(user.did, BatchId.parse(batchId));
}

/** Goes on with a stopped batch, or tries again what failed in one that is done. */
export async function resumeAction(batchId: string) {
  const user = await requireUser();
  await resumeBatch(user.did, BatchId.parse(batchId));
}

export async function undoAction(batchId: string) {
  const user = await requireUser();
  await undoBatch(user.did, BatchId.parse(batchId));
}

/** Ends a batch for good: what was done stays. */
export async function cancelAction(batchId: string) {
  const user = await requireUser();
  await cancelBatch(user.did, BatchId.parse(batchId));
}
