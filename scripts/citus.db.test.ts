import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { db } from "@/lib/db";
import { query } from "./database";

const guide = fileURLToPath(new URL("../docs/operations.md", import.meta.url));

type Table = { name: string; column: boolean; keys: boolean };

/** Tables about people, whether they have the column to distribute by, and whether every unique key of theirs holds it. */
function listTables() {
  return db.$queryRaw<Table[]>`
    WITH RECURSIVE people (oid) AS (
      SELECT conrelid FROM pg_constraint
      WHERE contype = 'f' AND confrelid = 'users'::regclass
        AND conrelid NOT IN ('atproto_matches'::regclass, 'user_sessions'::regclass)
      UNION
      SELECT conrelid FROM pg_constraint JOIN people ON confrelid = people.oid WHERE contype = 'f'
    )
    SELECT class.relname::text AS name,
      EXISTS (SELECT FROM pg_attribute WHERE attrelid = class.oid AND attname = 'user_did') AS column,
      NOT EXISTS (
        SELECT FROM pg_index WHERE indrelid = class.oid AND indisunique AND NOT EXISTS (
          SELECT FROM pg_attribute
          WHERE attrelid = class.oid AND attname = 'user_did' AND attnum = ANY (indkey::int2[]))) AS keys
    FROM people JOIN pg_class AS class USING (oid) ORDER BY name`;
}

test("the guide says rightly which tables Citus would distribute by person as they are", async () => {
  const rows = /### Citus.*/s
    .exec(readFileSync(guide, "utf8"))?.[0]
    .split("\n")
    .filter((line) => line.startsWith("| ") && line.includes("_"))
    .map((line) => (line.split("|")[2]?.match(/\w+/g) ?? []).toSorted());
  const tables = await listTables();
  const names = (of: (table: Table) => boolean) => tables.filter(of).map(({ name }) => name);
  expect(rows).toEqual([
    names(({ column, keys }) => column && keys),
    names(({ column, keys }) => column && !keys),
    names(({ column }) => !column),
  ]);
});

test("the guide's wider key is one that PostgreSQL takes", async () => {
  const [, statement = ""] = /### Citus.*```sql\n(.*?)```/s.exec(readFileSync(guide, "utf8")) ?? [];
  expect(statement).toContain("ALTER TABLE");
  await query(process.env.DATABASE_URL ?? "", statement);
  expect((await listTables()).find(({ name }) => name === "user_source_follows")).toMatchObject({
    keys: true,
  });
});
