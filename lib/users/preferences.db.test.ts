import { expect, test } from "vitest";
import { db } from "@/lib/db";
import { savePreferences } from "./index";
import type { UserDid } from "./user-did";

test("what a person chooses is kept with their account, and changes nobody else's", async () => {
  const [ada, ben] = ["did:plc:ada", "did:plc:ben"] as const;
  await db.user.createMany({
    data: [
      { did: ada, handle: "ada.test" },
      { did: ben, handle: "ben.test" },
    ],
  });
  await savePreferences(ada as UserDid, { theme: "dark", motion: "reduced", language: "en" });

  const kept = await db.user.findMany({
    orderBy: { did: "asc" },
    select: { theme: true, motion: true, language: true },
  });
  expect(kept).toEqual([
    { theme: "dark", motion: "reduced", language: "en" },
    { theme: "system", motion: "system", language: null },
  ]);
});
