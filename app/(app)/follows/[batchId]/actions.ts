"use server";

import { notFound } from "next/navigation";
import { z } from "zod";
import { requireUser } from "@/lib/auth";
import {
  cancelBatch,
  getBatch,
  resumeBatch,
  setPace,
  stopBatch,
  undoBatch,
  writesTo,
} from "@/lib/follows";
import type { SignInProblem } from "@/lib/oauth";
import type { Pace } from "@/lib/points";
import { askLeave } from "../../ask-leave";

const BatchId = z.uuid();
const PaceName = z.enum(["gentle", "steady", "fast"]);

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

/** Changes how fast a batch goes on. */
export async function setPaceAction(batchId: string, pace: Pace) {
  const user = await requireUser();
  await setPace(user.did, BatchId.parse(batchId), PaceName.parse(pace));
}

/** Goes to the person's server, to ask for what a stopped batch lacks; answers why that could not be done. */
export async function askLeaveAction(
  batchId: string,
  isBroad: boolean,
): Promise<{ problem: SignInProblem }> {
  const user = await requireUser();
  const batch = await getBatch(user.did, BatchId.parse(batchId));
  if (!batch) notFound();
  return askLeave(
    user.did,
    { collections: writesTo(batch) },
    { returnTo: `/follows/${batch.id}`, isBroad },
  );
}
