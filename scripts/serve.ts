// `npm run dev` and `npm start`: the app with its database, on this machine.
import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";
import { InvalidSettings, readSettings } from "../lib/env";
import { type Child, startChild } from "./child";
import { deployMigrations, listPendingMigrations, openDatabase } from "./database";
import { isPortFree } from "./port";
import { runUntilStopped } from "./run-until-stopped";
import { keptSecrets } from "./secrets";

const root = fileURLToPath(new URL("..", import.meta.url));
const next = createRequire(import.meta.url).resolve("next/dist/bin/next");
const isDevelopment = process.argv[2] === "dev";

await runUntilStopped(async (stopLater) => {
  if (existsSync(`${root}.env`)) process.loadEnvFile(`${root}.env`);
  const port = readPort(process.env.PORT || "3000");
  const settings = await readOwnSettings(port);
  if (!(await isPortFree(port))) {
    throw new Error(`Port ${port} is in use. Stop what uses it, or set PORT to another one.`);
  }
  if (!isDevelopment && !existsSync(`${root}.next/BUILD_ID`)) {
    throw new Error("There is no build yet. Run: npm run build");
  }

  const database = await openDatabase();
  stopLater(database.stop);
  await prepareDatabase(database.url);

  const host = process.env.HOST ?? (isLocal(settings) ? "127.0.0.1" : "0.0.0.0");
  const app = startNext(["-H", host, "-p", String(port)], {
    ...settings,
    DATABASE_URL: database.url,
  });
  stopLater(app.stop);
  return app.ended;
});

function readPort(text: string) {
  const port = Number(text);
  if (!Number.isInteger(port) || port < 1 || port > 65_535) {
    throw new Error(`PORT is a number from 1 to 65535, not "${text}".`);
  }
  return port;
}

/** In development what is missing is made up and kept; in production it is asked for. */
async function readOwnSettings(port: number) {
  const made = isDevelopment ? await keptSecrets(`${root}.atlast/secrets.env`) : {};
  const settings: NodeJS.ProcessEnv = { ...made, ...process.env };
  if (isDevelopment) settings.PUBLIC_URL ??= `http://127.0.0.1:${port}`;
  try {
    readSettings({ DATABASE_URL: "postgresql://embedded", ...settings });
  } catch (error) {
    if (!(error instanceof InvalidSettings)) throw error;
    throw new Error(
      `ATlast cannot start: settings are missing or wrong.\n\n${error.message.replace(/^/gm, "  ")}\n\n` +
        "Set them in the environment or in .env (.env.example explains each one). `npm run keys -- --write` makes the secrets.",
    );
  }
  return settings;
}

/** The embedded database is brought up to date by itself; another one is its operator's to migrate. */
async function prepareDatabase(url: string) {
  if (isDevelopment || !process.env.DATABASE_URL) return deployMigrations(url);
  const pending = await listPendingMigrations(url);
  if (pending.length > 0) {
    throw new Error(`The database lacks ${pending.length} migrations. Run: npm run db:deploy`);
  }
}

function startNext(args: string[], env: NodeJS.ProcessEnv): Child {
  const command = isDevelopment ? "dev" : "start";
  const mode = isDevelopment ? "development" : "production";
  return startChild(process.execPath, [next, command, ...args], {
    cwd: root,
    env: { ...env, NODE_ENV: mode, NEXT_TELEMETRY_DISABLED: "1" },
  });
}

function isLocal({ PUBLIC_URL = "" }: NodeJS.ProcessEnv) {
  return PUBLIC_URL.startsWith("http:");
}
