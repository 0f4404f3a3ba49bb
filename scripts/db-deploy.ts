// `npm run db:deploy`: brings the database of DATABASE_URL, or the embedded one, up to date by `prisma migrate deploy`.
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { deployMigrations, listPendingMigrations, openDatabase } from "./database";
import { runUntilStopped } from "./run-until-stopped";

const file = fileURLToPath(new URL("../.env", import.meta.url));

await runUntilStopped(async (stopLater) => {
  if (existsSync(file)) process.loadEnvFile(file);
  const database = await openDatabase();
  stopLater(database.stop);

  const pending = await listPendingMigrations(database.url);
  await deployMigrations(database.url);
  for (const name of pending) console.log(`applied ${name}`);
  console.log("The database is up to date.");
  return 0;
});
