import { afterAll, beforeAll, describe, expect, inject, test } from "vitest";
import { copyDatabase } from "../test/postgres";
import {
  createDatabase,
  deployMigrations,
  findDrift,
  listFailedMigrations,
  listPendingMigrations,
  query,
} from "./database";
import { declaredNames, listMigrations } from "./declared";

const server = inject("postgres");
const made: string[] = [];

afterAll(async () => {
  for (const name of made) await query(server, `DROP DATABASE IF EXISTS "${name}" WITH (FORCE)`);
});

async function emptyDatabase(name: string, parameters = "") {
  made.push(name);
  await query(server, `DROP DATABASE IF EXISTS "${name}" WITH (FORCE)`);
  await createDatabase(server, name);
  return `${Object.assign(new URL(server), { pathname: `/${name}` })}${parameters}`;
}

/** Everything that the migrations have made, down to the text of each function, and what is noted of them. */
function contents(url: string) {
  return query(
    url,
    `SELECT 'column' AS kind, table_name || '.' || column_name AS name,
            concat_ws(' ', data_type, column_default, is_nullable) AS text
     FROM information_schema.columns WHERE table_schema = 'public'
     UNION ALL SELECT 'index', indexname, indexdef FROM pg_indexes WHERE schemaname = 'public'
     UNION ALL SELECT 'constraint', conname, pg_get_constraintdef(oid) FROM pg_constraint
       WHERE connamespace = 'public'::regnamespace
     UNION ALL SELECT 'function', proname, prosrc FROM pg_proc WHERE pronamespace = 'public'::regnamespace
     UNION ALL SELECT 'migration', migration_name, concat_ws(' ', checksum, finished_at) FROM _prisma_migrations
     ORDER BY kind, name, text`,
  );
}

describe("deploying the migrations", () => {
  let url: string;
  beforeAll(async () => {
    url = await emptyDatabase("deployed");
    await deployMigrations(url);
  });

  test("makes what the schema says, and nothing else", async () => {
    expect(await findDrift(url)).toBeNull();
    expect(await listPendingMigrations(url)).toEqual([]);
    await query(url, `ALTER TABLE users ADD COLUMN "stray" text`);
    expect(await findDrift(url)).toContain("stray");
    await query(url, `ALTER TABLE users DROP COLUMN "stray"`);
  });

  test("again changes nothing", async () => {
    const before = await contents(url);
    expect(before.length).toBeGreaterThan(200);
    await deployMigrations(url);
    expect(await contents(url)).toEqual(before);
  });

  test("twice at the same moment makes the database once", async () => {
    const both = await emptyDatabase("deployed_twice");
    await Promise.all([deployMigrations(both), deployMigrations(both)]);
    const what = ({ kind }: Record<string, unknown>) => kind !== "migration";
    expect((await contents(both)).filter(what)).toEqual((await contents(url)).filter(what));
    expect(await listPendingMigrations(both)).toEqual([]);
  });

  test("works through a connection string with parameters of other tools", async () => {
    const parameters = "?schema=public&sslmode=disable&pgbouncer=true&connection_limit=1";
    const other = await emptyDatabase("deployed_with_parameters", parameters);
    await deployMigrations(other);
    expect(await listPendingMigrations(other)).toEqual([]);
    expect(await findDrift(other)).toBeNull();
  });

  test("to a server that does not answer says where it looked", async () => {
    await expect(deployMigrations("postgresql://u:p@127.0.0.1:9/atlast")).rejects.toThrow(
      "127.0.0.1:9",
    );
  });
});

describe("a migration that fails", () => {
  const [first = ""] = listMigrations();
  let url: string;
  beforeAll(async () => {
    url = await emptyDatabase("failing");
    // In the way of one that is made near the end.
    await query(
      url,
      "CREATE FUNCTION merge_pending_names() RETURNS int LANGUAGE sql AS 'SELECT 1'",
    );
  });

  test("is reported with the database's message, and changes nothing", async () => {
    const message = 'function "merge_pending_names" already exists';
    await expect(deployMigrations(url)).rejects.toThrow(message);
    expect(await listFailedMigrations(url)).toEqual([
      { name: first, message: expect.stringContaining(message) },
    ]);
    const tables = await query(url, "SELECT tablename FROM pg_tables WHERE schemaname = 'public'");
    expect(tables).toEqual([{ tablename: "_prisma_migrations" }]);
    expect(await query(url, "SELECT merge_pending_names() AS kept")).toEqual([{ kept: 1 }]);
  });

  test("is applied at the next deployment, when its cause is gone", async () => {
    await query(url, "DROP FUNCTION merge_pending_names");
    await deployMigrations(url);
    expect(await listPendingMigrations(url)).toEqual([]);
    expect(await listFailedMigrations(url)).toEqual([]);
    expect(await findDrift(url)).toBeNull();
  });
});

test("the template of the tests has what the migrations declare", async () => {
  made.push("declared");
  const url = await copyDatabase(server, "declared");
  const tables = await query(
    url,
    "SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public'",
  );
  const names = tables.map(({ name }) => name).filter((name) => name !== "_prisma_migrations");
  expect(names.sort()).toEqual(declaredNames("table").sort());
});
