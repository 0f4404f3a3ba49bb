// `npm run db:check`: says of each thing that a database needs whether it is there. Exit code 1 if anything is not.
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { checkDatabase } from "./check-database";
import { openDatabase } from "./database";
import { runUntilStopped } from "./run-until-stopped";

const file = fileURLToPath(new URL("../.env", import.meta.url));

await runUntilStopped(async (stopLater) => {
  if (existsSync(file)) process.loadEnvFile(file);
  const database = await openDatabase();
  stopLater(database.stop);

  let failed = 0;
  for await (const { name, ok, details } of checkDatabase(database.url)) {
    const [first = "", ...rest] = details;
    console.log(`${ok ? "ok    " : "FAILED"}  ${name}: ${first}`);
    for (const line of rest) console.log(`        ${line.replaceAll("\n", "\n        ")}`);
    if (!ok) failed += 1;
  }
  console.log(failed === 0 ? "\nThe database is ready." : `\n${failed} checks failed.`);
  return failed === 0 ? 0 : 1;
});
