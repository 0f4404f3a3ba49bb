import { setTimeout as sleep } from "node:timers/promises";
import { expect, test, vi } from "vitest";
import { db, withLock } from ".";

test("work under one name runs one after another, under two names at once", async () => {
  const log: string[] = [];
  const work = (name: string, text: string) =>
    withLock(name, async () => {
      log.push(`${text} begins`);
      await sleep(50);
      log.push(`${text} ends`);
    });
  await Promise.all([work("a", "first"), work("a", "second"), work("b", "other")]);

  const ofA = log.filter((line) => !line.startsWith("other"));
  expect(ofA.map((line) => line.split(" ")[1])).toEqual(["begins", "ends", "begins", "ends"]);
  expect(log.indexOf("other begins")).toBeLessThan(log.indexOf("second ends"));
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
  await vi.waitFor(async () => expect(await withLock("busy", () => "again")).toBe("again"));
});

async function endConnections() {
  await db.$queryRaw`
    SELECT pg_terminate_backend(pid) FROM pg_stat_activity
    WHERE datname = current_database() AND pid <> pg_backend_pid()`;
}
