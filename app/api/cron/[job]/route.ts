import { env } from "@/lib/env";
import { isCronRoute, runCron } from "@/lib/jobs";
import { sameSecret } from "@/lib/secrets";

export const maxDuration = 60;
const TIME_MS = 50_000;

/**
 * Runs the jobs of one cron route for up to 50 seconds: called by Vercel as vercel.json says, or by any cron service.
 * What is left is done by the next call; a call that comes while another works at the same job does nothing.
 *
 * Answers with what became of each job, and 500 when one of them failed, so that the cron service says so too.
 */
export async function GET(request: Request, { params }: { params: Promise<{ job: string }> }) {
  const { CRON_SECRET } = env();
  const expected = CRON_SECRET && `Bearer ${CRON_SECRET}`;
  if (!sameSecret(request.headers.get("authorization"), expected)) {
    return Response.json({ error: "unauthorized" }, { status: 401 });
  }
  const { job: route } = await params;
  if (!isCronRoute(route)) return Response.json({ error: "not-found" }, { status: 404 });

  const jobs = await runCron(route, new Date(Date.now() + TIME_MS), request.signal);
  const failed = Object.values(jobs).some(({ status }) => status === "failed");
  return Response.json({ jobs }, { status: failed ? 500 : 200 });
}
