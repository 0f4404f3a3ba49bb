import { env } from "@/lib/env";
import { type JobName, jobNames, runJob } from "@/lib/jobs";
import { log } from "@/lib/log";
import { sameSecret } from "@/lib/secrets";

export const maxDuration = 60;
const TIME_MS = 50_000;

/**
 * Runs one background job for up to 50 seconds: called by Vercel as vercel.json says, or by any cron service. What is
 * left is done by the next call; a call that comes while another works at the same job does nothing.
 */
export async function GET(request: Request, { params }: { params: Promise<{ job: string }> }) {
  const { CRON_SECRET } = env();
  const expected = CRON_SECRET && `Bearer ${CRON_SECRET}`;
  if (!sameSecret(request.headers.get("authorization"), expected)) {
    return Response.json({ error: "unauthorized" }, { status: 401 });
  }
  const { job } = await params;
  if (!isJob(job)) return Response.json({ error: "not-found" }, { status: 404 });

  const deadline = new Date(Date.now() + TIME_MS);
  try {
    return Response.json(await runJob(job, deadline, request.signal));
  } catch (error) {
    log.error({ error, job }, "a job failed");
    return Response.json({ status: "failed" }, { status: 500 });
  }
}

function isJob(name: string): name is JobName {
  return (jobNames as string[]).includes(name);
}
