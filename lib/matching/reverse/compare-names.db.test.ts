import { expect, test } from "vitest";
import { db } from "@/lib/db";
import { compareNames } from "./compare-names";

test("of more names than can be compared, those heard of last are", async () => {
  const inTheOrderHeard = ["one", "two", "three", "four"].map((name) => `did:plc:${name}`);
  const begun = Date.now();
  await db.actorCheck.createMany({
    data: [
      ...inTheOrderHeard.map((did, place) => ({
        did,
        step: "names" as const,
        dueAt: new Date(begun - 60_000 + place),
      })),
      { did: "did:plc:asked", step: "profile", dueAt: new Date(begun - 120_000) },
    ],
  });
  const isOver = new Date(0);
  await compareNames(isOver, new AbortController().signal, 2);
  const left = await db.actorCheck.findMany({ orderBy: { dueAt: "asc" }, select: { did: true } });
  expect(left.map(({ did }) => did)).toEqual(["did:plc:asked", "did:plc:three", "did:plc:four"]);
  await compareNames(isOver, new AbortController().signal, 2);
  expect(await db.actorCheck.count()).toBe(3);
});
