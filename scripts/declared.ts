import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

const folder = fileURLToPath(new URL("../prisma/migrations/", import.meta.url));
const kinds = {
  table: "TABLE",
  index: "(?:UNIQUE )?INDEX",
  function: "FUNCTION",
  trigger: "TRIGGER",
};

/** Names of the migrations, in the order in which they are applied. */
export function listMigrations(): string[] {
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name)
    .sort();
}

/** Names of the things of a kind that are there when all migrations have been applied. */
export function declaredNames(kind: keyof typeof kinds): string[] {
  const statement = new RegExp(
    `^(CREATE|DROP) (?:OR REPLACE )?${kinds[kind]} (?:IF (?:NOT )?EXISTS )?"?(\\w+)`,
    "gm",
  );
  const names = new Set<string>();
  for (const migration of listMigrations()) {
    const sql = readFileSync(`${folder}${migration}/migration.sql`, "utf8");
    for (const [, verb, name = ""] of sql.matchAll(statement)) {
      if (verb === "CREATE") names.add(name);
      else names.delete(name);
    }
  }
  return [...names];
}
