import pg from "pg";

const WAIT = "30s";
const kept = globalThis as { atlastLocks?: pg.Pool };

/**
 * Runs `work` while no other process runs work under the same name, waiting at most 30 seconds for it.
 *
 * The lock lives in a transaction, so that it also holds behind a pooler that hands out connections by transaction. Its
 * connections are its own: the work needs the others, and one pool for both could wait for itself.
 *
 * @throws when the lock is not to be had in time, or the database does not answer.
 */
export async function withLock<T>(name: string, work: () => T | PromiseLike<T>): Promise<T> {
  kept.atlastLocks ??= createPool();
  const client = await kept.atlastLocks.connect();
  try {
    await client.query("BEGIN");
    await client.query(`SET LOCAL lock_timeout = '${WAIT}'`);
    await client.query("SELECT pg_advisory_xact_lock(hashtextextended($1, 0))", [name]);
    return await work();
  } finally {
    // A connection that cannot end its transaction is of no use to anybody.
    await client.query("COMMIT").then(
      () => client.release(),
      (error: Error) => client.release(error),
    );
  }
}

function createPool() {
  const pool = new pg.Pool({
    connectionString: process.env.DATABASE_URL,
    max: 8,
    connectionTimeoutMillis: 30_000,
  });
  // A server that restarts breaks connections off, idle or in use: without a listener that would end this process.
  // Whoever uses one is told by the next statement.
  pool.on("error", () => {});
  pool.on("connect", (client) => client.on("error", () => {}));
  return pool;
}
