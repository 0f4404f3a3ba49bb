// `npm run directory:import [-- <file or address>]`: fills the directory of accounts from a PLC directory or its export.
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { readSettings } from "../lib/env";
import { openDatabase } from "./database";
import { runUntilStopped } from "./run-until-stopped";

const SAY_EVERY_MS = 5_000;
const file = fileURLToPath(new URL("../.env", import.meta.url));

await runUntilStopped(async (stopLater) => {
  if (existsSync(file)) process.loadEnvFile(file);
  const database = await openDatabase();
  stopLater(database.stop);
  process.env.DATABASE_URL = database.url;
  const { ATPROTO_PLC_URL } = readSettings(process.env);
  // Not before: the database's client reads its address as it is loaded.
  const { importDirectory } = await import("../lib/plc");

  const end = new AbortController();
  stopLater(async () => end.abort());
  let saidAt = Date.now();
  const operations = await importDirectory(
    process.argv[2] ?? ATPROTO_PLC_URL,
    end.signal,
    (progress) => {
      if (Date.now() - saidAt < SAY_EVERY_MS) return;
      saidAt = Date.now();
      console.log(`${progress.operations} operations, until ${progress.until}`);
    },
  );
  console.log(`${operations} operations are read. What comes later is read by the next import.`);
  return 0;
});
