import { db } from "@/lib/db";

/** Whether the database answers, within a few seconds: without it the app can do nothing. */
export async function isDatabaseReady(): Promise<boolean> {
  return db.$queryRaw`SELECT 1`.then(
    () => true,
    () => false,
  );
}
