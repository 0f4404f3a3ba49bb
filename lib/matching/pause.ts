import { db } from "@/lib/db";

/** Leaves a service alone until the given time, in every process: it asked for that. */
export async function pauseService(service: string, until: Date): Promise<void> {
  await db.servicePause.upsert({
    where: { service },
    create: { service, until },
    update: { until },
  });
}

/** Until when a service is to be left alone, or null. */
export async function pausedUntil(service: string): Promise<Date | null> {
  const pause = await db.servicePause.findUnique({ where: { service } });
  return pause && pause.until > new Date() ? pause.until : null;
}
