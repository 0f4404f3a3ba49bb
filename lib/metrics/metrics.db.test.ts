import { expect, test } from "vitest";
import { db } from "@/lib/db";
import { listDays, recordDay, renderMetrics } from ".";

const PERSON = "did:plc:person";

test("what is counted survives those who were counted, and names nobody", async () => {
  await db.user.create({ data: { did: PERSON, handle: "maya.example" } });
  await db.userUpload.create({
    data: {
      userDid: PERSON,
      sourcePlatform: "instagram",
      name: "My secret list",
      totalUsers: 10,
      matchedUsers: 6,
      unmatchedUsers: 3,
      savedAt: new Date(),
    },
  });
  await recordDay();
  await recordDay();
  const values = async () =>
    Object.fromEntries(
      (await listDays(7)).map(({ what, kind, value }) => [`${what} ${kind}`, value]),
    );
  const counted = {
    "people ": 1,
    "new_people ": 1,
    "new_lists instagram": 1,
    "names found": 6,
    "names not_found": 3,
    "names not_checked": 1,
  };
  expect(await values()).toEqual(counted);

  const { text, contentType } = await renderMetrics();
  expect(contentType).toContain("text/plain");
  expect(text).toMatch(/^atlast_people 1$/m);
  expect(text).toMatch(/^atlast_names\{state="found",platform="instagram"\} 6$/m);
  expect(text, "no source was ever read").not.toMatch(/^atlast_watch_heard_seconds/m);
  expect(text).toMatch(/^process_resident_memory_bytes \d+/m);
  expect(text).not.toMatch(/did:|maya|secret/);

  await db.user.delete({ where: { did: PERSON } });
  expect(await values()).toEqual(counted);
});
