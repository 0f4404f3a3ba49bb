import { setTimeout as sleep } from "node:timers/promises";
import { db } from "@/lib/db";

const PATIENCE_MS = 3_000;

/** Whether the database answers within three seconds, and holds our tables: without it the app can do nothing. */
export async function isDatabaseReady(): Promise<boolean> {
  const answer = db.$queryRaw`SELECT 1 FROM users LIMIT 1`.then(
    () => true,
    () => false,
  );
  // A server that hangs keeps a question that it has taken.
  return Promise.race([answer, sleep(PATIENCE_MS, false, { ref: false })]);
}
