// `npm run worker`: the background work (matching, following, cleaning up, …), apart from the app. Several may run at once.
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { readSettings } from "../lib/env";
import { listPendingMigrations, openDatabase } from "./database";
import { keepHeartbeat } from "./heartbeat";
import { runUntilStopped } from "./run-until-stopped";

const file = fileURLToPath(new URL("../.env", import.meta.url));

await runUntilStopped(async (stopLater) => {
  if (existsSync(file)) process.loadEnvFile(file);
  const database = await openDatabase();
  stopLater(database.stop);
  process.env.DATABASE_URL = database.url;
  const { HEARTBEAT_FILE } = readSettings(process.env);
  const pending = await listPendingMigrations(database.url);
  if (pending.length > 0) {
    throw new Error(`The database lacks ${pending.length} migrations. Run: npm run db:deploy`);
  }

  // Not before: the database's client reads its address as it is loaded.
  const [{ runJobs }, { isDatabaseReady }, { log }, { startTelemetry }] = await Promise.all([
    import("../lib/jobs"),
    import("../lib/health"),
    import("../lib/log"),
    import("../lib/metrics"),
  ]);
  const endTelemetry = await startTelemetry();
  if (endTelemetry) stopLater(endTelemetry);
  if (HEARTBEAT_FILE) stopLater(keepHeartbeat(HEARTBEAT_FILE, isDatabaseReady));
  const end = new AbortController();
  const working = runJobs(end.signal);
  stopLater(async () => {
    end.abort();
    await working;
    log.info("the worker has ended");
  });
  log.info("the worker has begun");
  await working;
  return 0;
});
