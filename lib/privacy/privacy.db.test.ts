import { expect, test } from "vitest";
import { db } from "@/lib/db";
import en from "@/messages/en";
import { keptDays, listKept } from ".";
import { impersonalTables, personalTables } from "./tables";

const personal = Object.values(personalTables).flat();

/** What tells of a person: who they are, what they are called, or what is theirs. */
const TELLS =
  /(^|_)(did|handle|username|display_names?|usernames|user|owner|avatar_url|profile_urls?)(_|$)|description|upload_id|batch_id|source_account_id|match_id|account_id/;

test("every table is on the privacy page, or is known to hold nothing about people", async () => {
  const tables = await db.$queryRaw<{ name: string }[]>`
    SELECT tablename::text AS name FROM pg_tables
    WHERE schemaname = current_schema() AND tablename NOT LIKE '\\_prisma%'`;
  expect([...personal, ...impersonalTables].toSorted()).toEqual(
    tables.map(({ name }) => name).toSorted(),
  );
});

test("no table with somebody's DID, name or rows is called impersonal", async () => {
  const columns = await db.$queryRaw<{ table: string; column: string }[]>`
    SELECT table_name::text AS table, column_name::text AS column FROM information_schema.columns
    WHERE table_schema = current_schema()`;
  const suspect = columns.filter(
    ({ table, column }) =>
      (impersonalTables as readonly string[]).includes(table) && TELLS.test(column),
  );
  expect(suspect).toEqual([]);
});

test("the page shows every column of every such table, as the database has it", async () => {
  const kept = await listKept();
  const users = kept.flatMap(({ tables }) => tables).find(({ name }) => name === "users");
  expect(users?.columns).toEqual(expect.arrayContaining(["did", "handle", "language"]));
  for (const { name, columns } of kept.flatMap(({ tables }) => tables)) {
    expect(columns.length, name).toBeGreaterThan(0);
  }
  await db.$executeRaw`ALTER TABLE opt_outs ADD COLUMN why text`;
  const later = (await listKept()).find(({ purpose }) => purpose === "optOut");
  expect(later?.tables[0]?.columns).toContain("why");
});

test("every purpose is told in words, and the days are those of the settings", () => {
  expect(Object.keys(en.privacy.purposes).toSorted()).toEqual(
    Object.keys(personalTables).toSorted(),
  );
  expect(keptDays()).toEqual({ sessions: 30, tokens: 7, orphans: 30, sent: 7, failed: 30 });
});
