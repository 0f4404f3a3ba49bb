import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";

/** A second connection to the test's database, to hold what another process would hold. */
export async function connect(): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: process.env.DATABASE_URL });
  await client.connect();
  return client;
}

/** Resolves as soon as somebody waits for a lock that this connection holds. */
export async function somebodyWaitsFor(holder: pg.Client): Promise<void> {
  const watcher = await connect();
  const { rows } = await holder.query<{ pid: number }>("SELECT pg_backend_pid() AS pid");
  try {
    for (;;) {
      const { rowCount } = await watcher.query(
        "SELECT FROM pg_stat_activity WHERE $1 = ANY (pg_blocking_pids(pid))",
        [rows[0]?.pid],
      );
      if (rowCount) return;
      await sleep(10);
    }
  } finally {
    await watcher.end();
  }
}
