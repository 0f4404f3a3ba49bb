// `npm run db:check`: says of each thing that a database needs whether it is there. Exit code 1 if anything is not. With
// `--json`, one JSON object a line.
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { type CheckResult, checkDatabase } from "./check-database";
import { openDatabase } from "./database";
import { runUntilStopped } from "./run-until-stopped";

const file = fileURLToPath(new URL("../.env", import.meta.url));

await runUntilStopped(async (stopLater) => {
  if (existsSync(file)) process.loadEnvFile(file);
  const database = await openDatabase();
  stopLater(database.stop);

  const isForMachines = process.argv.includes("--json");
  let failed = 0;
  for await (const result of checkDatabase(database.url)) {
    if (!result.ok) failed += 1;
    if (isForMachines) console.log(JSON.stringify(result));
    else say(result);
  }
  if (!isForMachines) {
    console.log(failed === 0 ? "\nThe database is ready." : `\n${failed} checks failed.`);
  }
  return failed === 0 ? 0 : 1;
});

function say({ name, ok, details: [first = "", ...rest] }: CheckResult) {
  console.log(`${ok ? "ok    " : "FAILED"}  ${name}: ${first}`);
  for (const line of rest) console.log(`        ${line.replaceAll("\n", "\n        ")}`);
}
