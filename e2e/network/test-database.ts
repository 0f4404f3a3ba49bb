import pg from "pg";
import { inject } from "vitest";

/** A new, empty database on the PostgreSQL of the test run. */
export async function createDatabase(name: string) {
  const server = inject("postgres");
  const client = new pg.Client({ connectionString: server });
  await client.connect();
  await client.query(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`);
  await client.query(`CREATE DATABASE ${name}`);
  await client.end();
  return Object.assign(new URL(server), { pathname: `/${name}` }).href;
}

/** The schemas that somebody has made in a database. */
export async function schemasOf(url: string) {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  const { rows } = await client.query<{ name: string }>(
    "SELECT nspname AS name FROM pg_namespace WHERE nspname !~ '^pg_' AND nspname <> 'information_schema'",
  );
  await client.end();
  return rows.map(({ name }) => name);
}
