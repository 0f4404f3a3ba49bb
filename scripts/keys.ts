// `npm run keys`: makes every secret that a deployment needs and prints them as lines for .env.
// `npm run keys -- --write` adds those that .env lacks; what is there stays.
import { appendFileSync, existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { parseEnv } from "node:util";
import { makeSecrets } from "./secrets";

const file = fileURLToPath(new URL("../.env", import.meta.url));
const secrets = await makeSecrets();

if (process.argv.includes("--write")) {
  const present = existsSync(file) ? parseEnv(readFileSync(file, "utf8")) : {};
  const missing = Object.entries(secrets).filter(([name]) => !present[name]);
  appendFileSync(file, missing.map(line).join(""), { mode: 0o600 });
  console.log(
    missing.length > 0
      ? `Added to .env: ${missing.map(([name]) => name).join(", ")}`
      : "Nothing is missing in .env",
  );
} else {
  process.stdout.write(Object.entries(secrets).map(line).join(""));
}

function line([name, value]: [string, string]) {
  return `${name}='${value}'\n`;
}
