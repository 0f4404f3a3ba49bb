import { cleanupTransientData } from "@/lib/cleanup";
import { env } from "@/lib/env";
import { sameSecret } from "@/lib/secrets";

export const maxDuration = 60;
const TIME_MS = 50_000;

// Called once a day: by Vercel as vercel.json says, or by any cron service.
export async function GET(request: Request) {
  const { CRON_SECRET } = env();
  const expected = CRON_SECRET && `Bearer ${CRON_SECRET}`;
  if (!sameSecret(request.headers.get("authorization"), expected)) {
    return Response.json({ error: "unauthorized" }, { status: 401 });
  }
  const { removed, isFinished } = await cleanupTransientData(new Date(Date.now() + TIME_MS));
  return Response.json({ ok: true, removed, isFinished });
}
