#!/usr/bin/env node
// The Prisma CLI with a schema engine that needs no download: `npm run prisma -- migrate deploy`.
// A PRISMA_SCHEMA_ENGINE_BINARY that is already set (a native engine) is used as it is.
import { spawnSync } from "node:child_process";
import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";

const cli = createRequire(import.meta.url).resolve("prisma/build/index.js");
const { status } = spawnSync(process.execPath, [cli, ...process.argv.slice(2)], {
  stdio: "inherit",
  env: {
    PRISMA_SCHEMA_ENGINE_BINARY: fileURLToPath(new URL("./schema-engine.mjs", import.meta.url)),
    PRISMA_HIDE_UPDATE_MESSAGE: "1",
    CHECKPOINT_DISABLE: "1",
    ...process.env,
  },
});
process.exit(status ?? 1);
