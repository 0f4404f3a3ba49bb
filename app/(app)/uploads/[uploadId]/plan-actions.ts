"use server";

import { redirect } from "next/navigation";
import { z } from "zod";
import { requireUser } from "@/lib/auth";
import { confirmBatch, planBatch } from "@/lib/follows";

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

/** Freezes what is ticked now into a plan, and says how many it is about. */
export async function planAction(uploadId: string, target: z.infer<typeof PlanTarget>) {
  const user = await requireUser();
  return planBatch(user.did, UploadId.parse(uploadId), PlanTarget.parse(target));
}

/** Begins to carry out a plan. */
export async function confirmAction(batchId: string, pace: string) {
  const user = await requireUser();
  const wanted = z.enum(["gentle", "steady", "fast"]).parse(pace);
  await confirmBatch(user.did, z.uuid().parse(batchId), wanted);
  redirect(`/follows/${batchId}`);
}
