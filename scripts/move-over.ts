// `npm run db:move-over -- dump.sql`: takes over what people brought to the original ATlast, from a dump of its ten tables
// as `pg_dump` writes it. DATABASE_URL is that of the owner. May be run again: nothing is moved twice.
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { readSettings } from "../lib/env";
import { listPendingMigrations, openDatabase } from "./database";
import { runUntilStopped } from "./run-until-stopped";

const settings = fileURLToPath(new URL("../.env", import.meta.url));

await runUntilStopped(async (stopLater) => {
  const [file] = process.argv.slice(2);
  if (!file) throw new Error("Which dump? npm run db:move-over -- dump.sql");
  if (!existsSync(file)) throw new Error(`There is no file ${file}.`);
  if (existsSync(settings)) process.loadEnvFile(settings);
  const database = await openDatabase();
  stopLater(database.stop);
  process.env.DATABASE_URL = database.url;
  readSettings(process.env);
  const pending = await listPendingMigrations(database.url);
  if (pending.length > 0) {
    throw new Error(`The database lacks ${pending.length} migrations. Run: npm run db:deploy`);
  }

  // Not before: the database's client reads its address as it is loaded.
  const { moveOver } = await import("./move-over/move");
  const moved = await moveOver(database.url, file, console.log);
  console.log(
    `\nMoved: ${moved.lists} lists with ${moved.names} names of ${moved.people} people, ${moved.dismissed} times "not ` +
      `them", ${moved.partnerKeys} partner keys.\nLeft as they were: ${moved.listsBefore} lists that had been moved ` +
      `before. Left out: ${moved.unusable} that cannot be used.\n` +
      "The names are looked up by the background work now; people sign in again.",
  );
  return 0;
});
