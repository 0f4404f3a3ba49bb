import { expect, test } from "vitest";
import { db } from "@/lib/db";
import { connect, somebodyWaitsFor } from "@/test/other-connection";
import { listEntries, noteActors } from ".";

test("what two processes hear of a new account at one moment is kept, both of it", async () => {
  const did = "did:plc:jane";
  const other = await connect();
  try {
    await other.query("BEGIN");
    await other.query(
      "INSERT INTO directory_accounts (did, handle, handle_at) VALUES ($1, 'jane.example', now())",
      [did],
    );
    const noting = db.$transaction(
      (tx) =>
        noteActors(
          tx,
          [
            { did, displayName: "Jane" },
            { did: "did:plc:joe", displayName: "Joe" },
          ],
          ({ handle, displayName }) => [handle, displayName].filter((key) => key !== null),
        ),
      { timeout: 60_000 },
    );
    await somebodyWaitsFor(other);
    await other.query("COMMIT");

    const jane = { did, handle: "jane.example", displayName: "Jane" };
    expect(await noting).toMatchObject([{ did: "did:plc:joe", displayName: "Joe" }, jane]);
    expect(await listEntries([did])).toMatchObject([jane]);
    const [filed] = await db.$queryRaw<{ keys: number }[]>`
      SELECT count(*)::int AS keys FROM directory_keys WHERE key = hashtextextended('Jane', 0)`;
    expect(filed?.keys).toBe(1);
  } finally {
    await other.end();
  }
});
