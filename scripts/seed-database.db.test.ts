import { expect, test } from "vitest";
import { db } from "@/lib/db";
import { seedDatabase } from "./seed-database";

test("test data that were broken off are completed, and those that are there are left alone", async () => {
  const made = await seedDatabase();
  expect(made).toMatchObject({ users: 3, lists: 6 });
  expect(made["rows found"]).toBeGreaterThan(100);
  const where = { handle: "bo.example" };
  const kept = await db.userUpload.findMany({
    where: { user: { NOT: where } },
    orderBy: { uploadId: "asc" },
  });

  await db.user.updateMany({ where, data: { displayName: null } });
  await db.userUpload.deleteMany({ where: { user: where } });
  expect(await seedDatabase()).toEqual(made);
  expect(
    await db.userUpload.findMany({ where: { user: { NOT: where } }, orderBy: { uploadId: "asc" } }),
  ).toEqual(kept);
});

test("test data do not go where real people are", async () => {
  await db.user.create({ data: { did: "did:plc:somebodyreal", handle: "real.example" } });
  await expect(seedDatabase()).rejects.toThrow("This database has 1 people in it.");
});
