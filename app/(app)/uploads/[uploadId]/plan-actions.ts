"use server";

import { redirect } from "next/navigation";
import { z } from "zod";
import { requireUser } from "@/lib/auth";
import { env } from "@/lib/env";
import {
  confirmBatch,
  getBatch,
  listOwnLists,
  type OwnList,
  planBatch,
  writesTo,
} from "@/lib/follows";
import type { SignInProblem } from "@/lib/oauth";
import { type Pace, timeToFollow } from "@/lib/points";
import { askLeave } from "../../ask-leave";

const HOUR_MS = 60 * 60_000;
const UploadId = z.uuid();
const Name = z.string().trim().min(1).max(64);
const PlanTarget = z.discriminatedUnion("kind", [
  z.object({
    kind: z.literal("follows"),
    apps: z.array(z.string()).min(1),
    onlyUsers: z.boolean(),
  }),
  z.object({
    kind: z.literal("list"),
    list: z.union([
      z.object({ rkey: z.string().regex(/^[\w.:~-]{1,512}$/) }),
      z.object({ name: Name }),
    ]),
  }),
  z.object({ kind: z.literal("starter_pack"), name: Name }),
]);

export type PlanTarget = z.infer<typeof PlanTarget>;

/** Freezes what is ticked now into a plan, and says how many it is about, and how many hours each pace takes for them. */
export async function planAction(uploadId: string, target: PlanTarget) {
  const user = await requireUser();
  const plan = await planBatch(user.did, UploadId.parse(uploadId), PlanTarget.parse(target));
  return plan.ok ? { ...plan, hours: hoursFor(plan.planned) } : plan;
}

function hoursFor(planned: number) {
  const { WRITE_POINTS_PER_HOUR: pointsPerHour, WRITE_POINTS_PER_DAY: pointsPerDay } = env();
  const hours = (pace: Pace) =>
    Math.ceil(timeToFollow(planned, pace, { pointsPerHour, pointsPerDay }) / HOUR_MS);
  return { gentle: hours("gentle"), steady: hours("steady"), fast: hours("fast") };
}

/** Begins to carry out a plan, and goes to it; answers that it could not when another plan has taken its place. */
export async function confirmAction(batchId: string, pace: Pace): Promise<{ isReplaced: true }> {
  const user = await requireUser();
  const id = z.uuid().parse(batchId);
  const wanted = z.enum(["gentle", "steady", "fast"]).parse(pace);
  // Not begun, and there: it was begun by the click before.
  if (!(await confirmBatch(user.did, id, wanted)) && !(await getBatch(user.did, id))) {
    return { isReplaced: true };
  }
  redirect(`/follows/${id}`);
}

/** The lists that people can be added to; null when the person's server does not say. */
export async function ownListsAction(): Promise<OwnList[] | null> {
  const user = await requireUser();
  return listOwnLists(user.did);
}

/**
 * Goes to the person's server, to ask for the leave that a target needs beside what it has given already, and comes back
 * to the list.
 *
 * @param isBroad ask for everything at once: for servers that know no smaller leave.
 * @returns why it could not be asked.
 */
export async function askLeaveAction(
  uploadId: string,
  target: PlanTarget,
  isBroad: boolean,
): Promise<{ problem: SignInProblem }> {
  const user = await requireUser();
  const returnTo = `/uploads/${UploadId.parse(uploadId)}`;
  const collections = writesTo(PlanTarget.parse(target));
  return askLeave(user.did, { collections }, { returnTo, isBroad });
}
