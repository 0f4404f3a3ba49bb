import { execFile } from "node:child_process";
import { readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import pg from "pg";
import type { TestProject } from "vitest/node";
import { startEmbeddedPostgres } from "../scripts/embedded-postgres";
import { isAlive } from "../scripts/process";

declare module "vitest" {
  interface ProvidedContext {
    postgres: string;
  }
}

const TEMPLATE = "atlast_template";
const PREFIX = "atlast-test-";
const prisma = fileURLToPath(new URL("../scripts/prisma.mjs", import.meta.url));

/** Vitest's global set-up: a PostgreSQL of its own, with one migrated database that every test file gets a copy of. */
export default async function setUp(project: TestProject) {
  await removeLeftovers();
  const folder = join(tmpdir(), `${PREFIX}${process.pid}-${project.name}`);
  const server = await startEmbeddedPostgres({
    folder,
    // Nothing here has to survive a power cut.
    settings: { fsync: "off", synchronous_commit: "off", full_page_writes: "off" },
  });
  const url = server.urlOf("postgres");
  await query(url, `CREATE DATABASE ${TEMPLATE}`);
  await promisify(execFile)(process.execPath, [prisma, "migrate", "deploy"], {
    env: { ...process.env, DATABASE_URL: server.urlOf(TEMPLATE) },
  });
  project.provide("postgres", url);
  return async () => {
    await server.stop();
    await rm(folder, { recursive: true, force: true });
  };
}

/** Test runs that were killed leave their data behind. */
async function removeLeftovers() {
  for (const name of await readdir(tmpdir())) {
    const [pid] = name.startsWith(PREFIX) ? name.slice(PREFIX.length).split("-") : [];
    if (!pid || isAlive(Number(pid))) continue;
    await rm(join(tmpdir(), name), { recursive: true, force: true });
  }
}

/** A fresh copy of the migrated database. */
export async function copyDatabase(serverUrl: string, name: string): Promise<string> {
  await query(serverUrl, `DROP DATABASE IF EXISTS ${name} WITH (FORCE)`);
  await query(serverUrl, `CREATE DATABASE ${name} TEMPLATE ${TEMPLATE}`);
  const url = new URL(serverUrl);
  url.pathname = `/${name}`;
  return url.href;
}

async function query(url: string, sql: string) {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    // Two copies of one template cannot be made at the same moment.
    await client.query("SELECT pg_advisory_lock(hashtext('atlast template'))");
    await client.query(sql);
  } finally {
    await client.end();
  }
}
