import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import pg from "pg";
import type { TestProject } from "vitest/node";
import { startEmbeddedPostgres } from "../scripts/embedded-postgres";

declare module "vitest" {
  interface ProvidedContext {
    postgres: string;
  }
}

const TEMPLATE = "atlast_template";
const prisma = fileURLToPath(new URL("../scripts/prisma.mjs", import.meta.url));

/** Vitest's global set-up: a PostgreSQL of its own, with one migrated database that every test file gets a copy of. */
export default async function setUp(project: TestProject) {
  const server = await startEmbeddedPostgres({
    folder: fileURLToPath(new URL(`../.atlast/test-${project.name}`, import.meta.url)),
    fresh: true,
    // Nothing here has to survive a power cut.
    settings: { fsync: "off", synchronous_commit: "off", full_page_writes: "off" },
  });
  const url = server.urlOf("postgres");
  await query(url, `CREATE DATABASE ${TEMPLATE}`);
  await promisify(execFile)(process.execPath, [prisma, "migrate", "deploy"], {
    env: { ...process.env, DATABASE_URL: server.urlOf(TEMPLATE) },
  });
  project.provide("postgres", url);
  return server.stop;
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
