import { randomBytes } from "node:crypto";
import pg from "pg";

/** What the app role may do to each table beside reading it; to the others it may do everything that rows allow. */
const RESTRICTED: Record<string, string> = {
  // Whether the database is up to date is the app's to see and the owner's to change.
  _prisma_migrations: "SELECT",
  // What operators did is written down, not rewritten.
  admin_actions: "SELECT, INSERT",
};

/**
 * Makes the role that the app runs as, or brings its rights up to date: it reads and writes rows, and can neither change
 * the schema nor take away what was written down for good. The owner of the schema, as whom this connects, keeps the rest.
 *
 * @returns the connection string of the app role; without its password where the role was there before.
 */
export async function grantAppRole(ownerUrl: string, role: string): Promise<string> {
  const client = new pg.Client({ connectionString: ownerUrl });
  await client.connect();
  try {
    const password = await createRole(client, role);
    await grant(client, role);
    const url = new URL(ownerUrl);
    url.username = role;
    url.password = password ?? "";
    return url.href;
  } finally {
    await client.end();
  }
}

/** Gives the new role's password, or null where the role was there: its password stays as it is. */
async function createRole(client: pg.Client, role: string) {
  const { rowCount } = await client.query("SELECT FROM pg_roles WHERE rolname = $1", [role]);
  if (rowCount) return null;
  const password = randomBytes(24).toString("base64url");
  await client.query(
    `CREATE ROLE ${pg.escapeIdentifier(role)} LOGIN PASSWORD ${pg.escapeLiteral(password)}`,
  );
  return password;
}

async function grant(client: pg.Client, role: string) {
  const { rows } = await client.query(
    "SELECT current_database() AS database, current_schema() AS schema, current_user AS owner",
  );
  const [app, database, schema, owner] = [
    role,
    rows[0].database,
    rows[0].schema,
    rows[0].owner,
  ].map(pg.escapeIdentifier);
  const rowRights = "SELECT, INSERT, UPDATE, DELETE";
  const later = `ALTER DEFAULT PRIVILEGES FOR ROLE ${owner} IN SCHEMA ${schema}`;
  const statements = [
    `REVOKE CREATE ON SCHEMA ${schema} FROM PUBLIC`,
    `GRANT CONNECT ON DATABASE ${database} TO ${app}`,
    `GRANT USAGE ON SCHEMA ${schema} TO ${app}`,
    `GRANT ${rowRights} ON ALL TABLES IN SCHEMA ${schema} TO ${app}`,
    `GRANT USAGE ON ALL SEQUENCES IN SCHEMA ${schema} TO ${app}`,
    `GRANT EXECUTE ON ALL FUNCTIONS IN SCHEMA ${schema} TO ${app}`,
    // What later migrations make.
    `${later} GRANT ${rowRights} ON TABLES TO ${app}`,
    `${later} GRANT USAGE ON SEQUENCES TO ${app}`,
    `${later} GRANT EXECUTE ON FUNCTIONS TO ${app}`,
    ...Object.entries(RESTRICTED).flatMap(([table, rights]) => {
      const name = `${schema}.${pg.escapeIdentifier(table)}`;
      return [`REVOKE ALL ON ${name} FROM ${app}`, `GRANT ${rights} ON ${name} TO ${app}`];
    }),
  ];
  await client.query(`BEGIN; ${statements.join("; ")}; COMMIT`);
}
