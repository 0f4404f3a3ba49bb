import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { startChat } from "@/e2e/chat/chat";
import { db } from "@/lib/db";
import type { UserDid } from "@/lib/users";
import { bringList, createUser, findMatches } from "@/test/lists";
import {
  deliverMessages,
  queueNotifications,
  sendTestMessage,
  setMessageFrequency,
  stopMessages,
} from ".";

const never = new AbortController().signal;
const PASSWORD = "abcd-efgh-ijkl-mnop";
let chat: Awaited<ReturnType<typeof startChat>>;
let user: UserDid;

beforeAll(async () => {
  chat = await startChat({ handle: "bot.example", password: PASSWORD });
  Object.assign(process.env, {
    BOT_HANDLE: "bot.example",
    BOT_APP_PASSWORD: PASSWORD,
    BOT_SERVICE_URL: chat.url,
  });
});
afterAll(() => chat.stop());
beforeEach(async () => {
  await db.user.deleteMany();
  await db.servicePause.deleteMany();
  chat.sent.length = 0;
  user = await createUser();
  chat.mayBeWritten.add(user);
});

let named = 0;
async function arrive(count: number, of = user) {
  named += count;
  const names = Array.from({ length: count }, (_, i) => ({ username: `name${named - count + i}` }));
  const list = await bringList(of, names);
  const matchIds = await findMatches(
    of,
    names.map(({ username }) => ({ accountId: list.idOf(username), score: 90 })),
  );
  await db.userMatchStatus.createMany({
    data: matchIds.map((matchId) => ({ userDid: of, matchId, arrivedAt: new Date() })),
  });
  await queueNotifications();
  return matchIds;
}

const deliver = () => deliverMessages(new Date(Date.now() + 60_000), never);
/** As far as messages go. */
const aDayPasses = () =>
  db.messageSettings.updateMany({ data: { nextAt: new Date(0), sendingSince: null } });
const aWhilePasses = () =>
  db.messageSettings.updateMany({
    where: { sendingSince: { not: null } },
    data: { nextAt: new Date(0), sendingSince: new Date(0) },
  });
const statusOf = (of: UserDid) =>
  db.notification
    .findMany({ where: { userDid: of, channel: "bluesky_dm" }, orderBy: { id: "asc" } })
    .then((rows) => rows.map(({ status }) => status));

describe("a message", () => {
  test("goes to nobody who has not asked for it", async () => {
    await arrive(1);
    expect(await deliver()).toBeNull();
    expect(chat.sent).toEqual([]);
  });

  test("tells of all who arrived, at most once a day, with links that lead where they say", async () => {
    expect(await setMessageFrequency(user, "daily", "en")).toBeNull();
    await arrive(7);
    expect(await deliver()).toEqual({ messages: 1 });
    await arrive(1);
    expect(await deliver()).toBeNull();

    const [message] = chat.sent;
    expect(chat.sent).toHaveLength(1);
    expect(message?.text).toMatch(
      /^7 people whom you look for are here:\nname\d+ on Instagram is @found/,
    );
    expect(message?.text).toContain("and 2 more");
    const bytes = Buffer.from(message?.text ?? "");
    for (const { index, features } of message?.facets ?? []) {
      expect(bytes.subarray(index.byteStart, index.byteEnd).toString()).toBe(features[0]?.uri);
    }
    expect(message?.facets.map(({ features }) => features[0]?.uri)).toEqual([
      expect.stringMatching(/\/notifications$/),
      expect.stringMatching(/\/unsubscribe\/[\w-]+$/),
    ]);

    await aDayPasses();
    expect(await deliver()).toEqual({ messages: 1 });
    expect(chat.sent[1]?.text).toMatch(/^Somebody whom you look for is here:/);
  });

  test("speaks as the page did on which it was asked for, or what the person has chosen since", async () => {
    await setMessageFrequency(user, "daily", "de");
    await sendTestMessage(user);
    expect(chat.sent.at(-1)?.text).toMatch(/^Das ist die Testnachricht/);
    await arrive(1);
    await deliver();
    expect(chat.sent.at(-1)?.text).toMatch(/^Jemand, nach dem du suchst, ist da:/);

    await db.user.update({ where: { did: user }, data: { language: "es" } });
    await arrive(2);
    await aDayPasses();
    await deliver();
    expect(chat.sent.at(-1)?.text).toMatch(/^Ya están aquí 2 personas a quienes buscas:/);
  });

  test("leaves out who was seen in the app before it went", async () => {
    await setMessageFrequency(user, "daily", "en");
    const [seen] = await arrive(2);
    await db.userMatchStatus.updateMany({
      where: { matchId: seen },
      data: { viewedAt: new Date() },
    });
    await deliver();
    expect(chat.sent[0]?.text).toMatch(/^Somebody whom you look for is here:/);
    expect(await statusOf(user)).toEqual(["sent", "sent"]);
  });

  test("leaves out whom the person blocks, by all that is known when it goes", async () => {
    await setMessageFrequency(user, "daily", "en");
    const [blocked] = await arrive(2);
    const { atprotoDid: did } = await db.atprotoMatch.findUniqueOrThrow({ where: { id: blocked } });
    await db.actorRelation.create({
      data: { userDid: user, did, followsMe: false, isBlocked: true },
    });
    await deliver();
    expect(chat.sent[0]?.text).toMatch(/^Somebody whom you look for is here:/);
    expect(await statusOf(user)).toEqual(["sent", "sent"]);
  });

  test("goes once, by however many processes", async () => {
    await setMessageFrequency(user, "daily", "en");
    await arrive(3);
    await Promise.all([deliver(), deliver(), deliver()]);
    expect(chat.sent).toHaveLength(1);
  });

  test("whose answer is lost is not written again", async () => {
    await setMessageFrequency(user, "daily", "en");
    await arrive(2);
    chat.failNext("sendMessage", "lost");
    expect(await deliver()).toEqual({ messages: 0 });
    expect(await deliver()).toBeNull();
    await aWhilePasses();
    expect(await deliver()).toEqual({ messages: 1 });
    expect(chat.sent).toHaveLength(1);
    expect(await statusOf(user)).toEqual(["sent", "sent"]);
  });

  test("that did not go is tried again, and keeps what was wrong", async () => {
    await setMessageFrequency(user, "daily", "en");
    await arrive(1);
    chat.failNext("sendMessage", "broken");
    await deliver();
    expect(await db.notification.findFirst({ where: { channel: "bluesky_dm" } })).toMatchObject({
      status: "pending",
      attempts: 1,
      errorMessage: expect.any(String),
    });
    await aWhilePasses();
    expect(await deliver()).toEqual({ messages: 1 });
    expect(chat.sent).toHaveLength(1);
  });

  test("that never gets through has failed in the end", async () => {
    await setMessageFrequency(user, "daily", "en");
    await arrive(1);
    for (let attempt = 0; attempt < 8; attempt += 1) {
      chat.failNext("sendMessage", "broken");
      await deliver();
      await aWhilePasses();
    }
    expect(await statusOf(user)).toEqual(["failed"]);
    expect(await deliver()).toBeNull();
  });
});

describe("somebody who cannot be written to", () => {
  test("is told so, and is not written to", async () => {
    chat.mayBeWritten.delete(user);
    expect(await setMessageFrequency(user, "daily", "en")).toBe("not-allowed");
    await arrive(1);
    expect(await statusOf(user)).toEqual([]);
  });

  test("any more is left alone until they ask again", async () => {
    await setMessageFrequency(user, "daily", "en");
    await arrive(1);
    chat.failNext("sendMessage", { status: 400, error: "BlockedActor" });
    await deliver();
    expect(await statusOf(user)).toEqual(["failed"]);
    expect(await db.messageSettings.findUnique({ where: { userDid: user } })).toMatchObject({
      frequency: "off",
      problem: "blocked",
    });
    await arrive(1);
    expect(await statusOf(user)).toEqual(["failed"]);
  });
});

describe("the bot", () => {
  test("rests when it is asked to wait, for everybody", async () => {
    const other = await createUser();
    chat.mayBeWritten.add(other);
    for (const one of [user, other]) {
      await setMessageFrequency(one, "daily", "en");
      await arrive(1, one);
    }
    chat.failNext("sendMessage", { status: 429, error: "RateLimitExceeded" });
    expect(await deliver()).toEqual({ messages: 0 });
    expect(await deliver()).toBeNull();
    expect(await setMessageFrequency(user, "weekly", "en")).toBe("later");
    await db.servicePause.deleteMany();
    expect(await deliver()).toEqual({ messages: 2 });
  });

  test("signs in once and refreshes its session, which is kept sealed", async () => {
    await setMessageFrequency(user, "daily", "en");
    chat.expire();
    expect(await sendTestMessage(user)).toBeNull();
    expect(chat.counts["com.atproto.server.createSession"]).toBe(1);
    expect(chat.counts["com.atproto.server.refreshSession"]).toBe(1);
    const [kept] = await db.botSession.findMany();
    expect(Buffer.from(kept?.value ?? []).toString("latin1")).not.toContain("Jwt");
  });

  test("sends a test message, and not another at once", async () => {
    expect(await sendTestMessage(user)).toBe("too-soon");
    await setMessageFrequency(user, "weekly", "en");
    expect(await sendTestMessage(user)).toBeNull();
    expect(await sendTestMessage(user)).toBe("too-soon");
    expect(chat.sent.map(({ to }) => to)).toEqual([user]);
  });
});

describe("the link at the end of a message", () => {
  test("stops the messages of the person who got it, and of nobody else", async () => {
    const other = await createUser();
    chat.mayBeWritten.add(other);
    for (const one of [user, other]) await setMessageFrequency(one, "daily", "en");
    await arrive(1);
    await deliver();
    const token = chat.sent[0]?.facets[1]?.features[0]?.uri.split("/").at(-1) ?? "";
    expect(await stopMessages(`${token}x`.slice(1))).toBe(false);
    expect(await stopMessages("")).toBe(false);
    expect(await stopMessages(token)).toBe(true);
    const rows = await db.messageSettings.findMany({ where: { frequency: { not: "off" } } });
    expect(rows.map(({ userDid }) => userDid)).toEqual([other]);
  });
});
