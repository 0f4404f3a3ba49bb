"use server";

import { revalidatePath } from "next/cache";
import { z } from "zod";
import { noteAction, retryFailed, retryFollowing, retryMatching } from "@/lib/admin";
import { requireAdmin } from "@/lib/auth";
import { type JobName, jobNames, pauseJob, resumeJob, runJob } from "@/lib/jobs";
import { log } from "@/lib/log";

const RUN_MS = 20_000;

const JobInput = z.object({ job: z.enum(jobNames as [JobName, ...JobName[]]) });
const IdInput = z.object({ id: z.uuid() });
const FailedInput = z.object({
  channel: z.enum(["in_app", "bluesky_dm", "partner_api"]),
  error: z.string(),
});

export async function pauseJobAction(form: FormData) {
  const { job } = await begin("pause-job", JobInput, form, ({ job }) => job);
  await pauseJob(job);
  revalidatePath("/admin", "layout");
}

export async function resumeJobAction(form: FormData) {
  const { job } = await begin("resume-job", JobInput, form, ({ job }) => job);
  await resumeJob(job);
  revalidatePath("/admin", "layout");
}

/** Runs a job for up to 20 seconds. How it went stands in its record, also when it failed. */
export async function runJobAction(form: FormData) {
  const { job } = await begin("run-job", JobInput, form, ({ job }) => job);
  const end = new AbortController();
  await runJob(job, new Date(Date.now() + RUN_MS), end.signal).catch((error) =>
    log.error({ error, job }, "a job failed"),
  );
  revalidatePath("/admin", "layout");
}

export async function retryMatchingAction(form: FormData) {
  const { id } = await begin("retry-matching", IdInput, form, ({ id }) => id);
  await retryMatching(id);
  revalidatePath("/admin", "layout");
}

export async function retryFollowingAction(form: FormData) {
  const { id } = await begin("retry-following", IdInput, form, ({ id }) => id);
  await retryFollowing(id);
  revalidatePath("/admin", "layout");
}

export async function retryFailedAction(form: FormData) {
  const failed = await begin("retry-deliveries", FailedInput, form, ({ channel }) => channel);
  await retryFailed(failed.channel, failed.error);
  revalidatePath("/admin", "layout");
}

/** Who acts has to be an operator, and what they do is written down before it is done. */
async function begin<T>(
  action: string,
  input: z.ZodType<T>,
  form: FormData,
  targetOf: (given: T) => string,
): Promise<T> {
  const admin = await requireAdmin();
  const given = input.parse(Object.fromEntries(form));
  await noteAction(admin.did, action, targetOf(given));
  return given;
}
