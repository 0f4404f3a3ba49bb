// `npm run db:roles`: makes the role atlast_app that the app and the workers run as, with the rights that they need and no
// others, and prints its connection string. DATABASE_URL is that of the owner. `npm run db:roles -- NAME` for another name.
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { openDatabase } from "./database";
import { grantAppRole } from "./roles";
import { runUntilStopped } from "./run-until-stopped";

const file = fileURLToPath(new URL("../.env", import.meta.url));

await runUntilStopped(async (stopLater) => {
  if (existsSync(file)) process.loadEnvFile(file);
  const database = await openDatabase();
  stopLater(database.stop);
  const [role = "atlast_app"] = process.argv.slice(2);
  const url = await grantAppRole(database.url, role);
  if (new URL(url).password) console.log(`For the app and the workers:\n\nDATABASE_URL=${url}\n`);
  else console.log(`The rights of ${role} are up to date; its password is as before.`);
  return 0;
});
