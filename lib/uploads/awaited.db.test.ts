import { beforeEach, describe, expect, test } from "vitest";
import { db } from "@/lib/db";
import { listAwaited, setAwaited } from "@/lib/uploads";
import type { UserDid } from "@/lib/users";

const MAYA = "did:plc:maya" as UserDid;
const IVO = "did:plc:ivo" as UserDid;

beforeEach(async () => {
  await db.user.deleteMany();
  await db.user.createMany({
    data: [
      { did: MAYA, handle: "maya.test" },
      { did: IVO, handle: "ivo.test" },
    ],
  });
});

describe("a list that a person waits for", () => {
  test("is on their page and on nobody else's, until they say otherwise", async () => {
    await setAwaited(MAYA, "tiktok", true);
    await setAwaited(IVO, "x", true);
    expect(await platformsOf(MAYA)).toEqual(["tiktok"]);
    await setAwaited(MAYA, "x", false);
    expect(await platformsOf(IVO)).toEqual(["x"]);
    await setAwaited(MAYA, "tiktok", false);
    expect(await platformsOf(MAYA)).toEqual([]);
  });

  test("has arrived once a list of that platform was saved after they began to wait", async () => {
    await saveList("instagram", new Date(Date.now() - 60_000));
    await setAwaited(MAYA, "instagram", true);
    expect(await platformsOf(MAYA)).toEqual(["instagram"]);
    await saveList("threads", new Date(Date.now() + 60_000));
    await saveList("instagram", null);
    expect(await platformsOf(MAYA)).toEqual(["instagram"]);
    await saveList("instagram", new Date(Date.now() + 60_000));
    expect(await platformsOf(MAYA)).toEqual([]);
  });
});

async function platformsOf(user: UserDid) {
  return (await listAwaited(user)).map(({ platform }) => platform);
}

async function saveList(sourcePlatform: string, savedAt: Date | null) {
  await db.userUpload.create({ data: { userDid: MAYA, sourcePlatform, name: "A list", savedAt } });
}
