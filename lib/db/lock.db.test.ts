import { expect, test, vi } from "vitest";
import { db, withLock } from ".";

test("work under one name runs one after another, under two names at once", async () => {
  const log: string[] = [];
  const otherBegan = Promise.withResolvers<void>();
  const work = (text: string) =>
    withLock("a", async () => {
      log.push(`${text} begins`);
      // Never, if the other name had to wait for this one.
      await otherBegan.promise;
      await db.user.count();
      log.push(`${text} ends`);
    });
  const first = work("first");
  const second = work("second");
  await withLock("b", otherBegan.resolve);
  await Promise.all([first, second]);

  expect(log.map((line) => line.split(" ")[1])).toEqual(["begins", "ends", "begins", "ends"]);
});

test("work that fails gives the lock back, and fails with its own error", async () => {
  await expect(withLock("a", () => Promise.reject(new Error("of the work")))).rejects.toThrow(
    "of the work",
  );
  expect(await withLock("a", () => "done")).toBe("done");
});

test("more work than there are connections waits its turn, while the work itself queries", async () => {
  const counts = await Promise.all(
    Array.from({ length: 40 }, (_, index) => withLock(`lock ${index % 20}`, () => db.user.count())),
  );
  expect(counts).toEqual(Array(40).fill(0));
});

test("a database that restarts under idle and busy connections ends nothing but the work's lock", async () => {
  await withLock("idle", () => {});
  const result = await withLock("busy", async () => {
    await endConnections();
    return "carried out";
  });
  expect(result).toBe("carried out");
  // Connections that have ended are found out one by one.
  await vi.waitFor(async () => expect(await withLock("busy", () => "again")).toBe("again"), {
    timeout: 50_000,
  });
});

async function endConnections() {
  await db.$queryRaw`
    SELECT pg_terminate_backend(pid) FROM pg_stat_activity
    WHERE datname = current_database() AND pid <> pg_backend_pid()`;
}
