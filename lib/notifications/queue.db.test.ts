import { beforeEach, expect, test } from "vitest";
import { db } from "@/lib/db";
import type { UserDid } from "@/lib/users";
import { bringList, createUser, findMatches } from "@/test/lists";
import { queueNotifications } from ".";

let user: UserDid;
beforeEach(async () => {
  await db.notification.deleteMany();
  await db.userMatchStatus.deleteMany();
  user = await createUser();
});

async function arrive(count: number) {
  const names = Array.from({ length: count }, (_, i) => ({ username: `name${i}` }));
  const list = await bringList(user, names);
  const matchIds = await findMatches(
    user,
    names.map(({ username }) => ({ accountId: list.idOf(username), score: 90 })),
  );
  await db.userMatchStatus.createMany({
    data: matchIds.map((matchId) => ({ userDid: user, matchId, arrivedAt: new Date() })),
  });
}

const queued = () =>
  db.notification.findMany({
    where: { userDid: user },
    select: { channel: true, status: true },
    orderBy: { channel: "asc" },
  });

test("an arrival leaves the app by no channel that nobody asked for", async () => {
  await arrive(1);
  expect(await queueNotifications()).toEqual({ queued: 1 });
  expect(await queued()).toEqual([{ channel: "in_app", status: "sent" }]);
});

test("an arrival waits for every channel that was asked for", async () => {
  await db.messageSettings.create({ data: { userDid: user, frequency: "daily" } });
  const partner = await db.partner.create({ data: { name: "A partner" } });
  await db.partnerConsent.create({ data: { partnerId: partner.id, userDid: user } });
  await arrive(1);
  await queueNotifications();
  expect(await queued()).toEqual([
    { channel: "in_app", status: "sent" },
    { channel: "bluesky_dm", status: "pending" },
    { channel: "partner_api", status: "pending" },
  ]);
});

test("an arrival is queued once, by however many processes", async () => {
  await arrive(300);
  const done = await Promise.all([
    queueNotifications(),
    queueNotifications(),
    queueNotifications(),
  ]);
  expect(done.reduce((sum, one) => sum + (one?.queued ?? 0), 0)).toBe(300);
  expect(await queueNotifications()).toBeNull();
  expect(await db.notification.count({ where: { userDid: user } })).toBe(300);
});
