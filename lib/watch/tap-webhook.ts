import { db } from "@/lib/db";
import { env } from "@/lib/env";
import { sameSecret } from "@/lib/secrets";
import { keepHeard } from "./keep-heard";
import { hearTapEvent, tapAuthorization } from "./tap";

/** Whether a request comes from the Tap whose password we have. Without a password of ours, nobody may tell anything. */
export function mayTell(authorization: string | null): boolean {
  const { TAP_ADMIN_PASSWORD } = env();
  return sameSecret(authorization, TAP_ADMIN_PASSWORD && tapAuthorization(TAP_ADMIN_PASSWORD));
}

/** Keeps what an event of Tap's tells: resolved, it may be acknowledged. What tells nothing is not kept, and done too. */
export async function takeTapEvent(event: unknown): Promise<void> {
  const heard = hearTapEvent(event);
  if (heard.length > 0) await db.$transaction((tx) => keepHeard(tx, heard));
}
