// `npm run db:seed`: fills a development database with people, lists, matches and decisions, to look at and to try
// queries on. Run again, it adds nothing. Refuses to touch a database with real people in it.
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { deployMigrations, openDatabase } from "./database";
import { runUntilStopped } from "./run-until-stopped";

const file = fileURLToPath(new URL("../.env", import.meta.url));

await runUntilStopped(async (stopLater) => {
  if (existsSync(file)) process.loadEnvFile(file);
  const database = await openDatabase();
  stopLater(database.stop);
  await deployMigrations(database.url);

  process.env.DATABASE_URL = database.url;
  const { seedDatabase } = await import("./seed-database");
  const made = await seedDatabase();
  for (const [what, count] of Object.entries(made)) console.log(`${what}: ${count}`);
  return 0;
});
