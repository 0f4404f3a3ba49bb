import type { Language } from "@/i18n/languages";
import { NetworkBusy, NetworkUnreachable, RequestRefused } from "@/lib/atproto";
import {
  botHandle,
  botRestsUntil,
  openConversation,
  sendMessage,
  type Unreachable,
} from "@/lib/bot";
import { db, type MessageFrequency, type Prisma } from "@/lib/db";
import { seal, unseal } from "@/lib/secrets";
import type { UserDid } from "@/lib/users";
import { testMessage } from "./digest";

/** Whether and how often a person is written to. */
export type MessageView = {
  /** The account that writes. */
  bot: string;
  frequency: MessageFrequency;
  sentAt: Date | null;
  /** Why the messages have ended by themselves, where they have. */
  problem: Unreachable | null;
};

/** `later`: the chat service does not answer. `too-soon`: a message has just gone, or is on its way. */
export type MessageProblem = Unreachable | "later" | "too-soon";

const TEST_EVERY_MS = 60_000;
const UNSUBSCRIBE = "unsubscribe";

/** What a person has asked for; null where the operator has set up no bot. */
export async function getMessageSettings(user: UserDid): Promise<MessageView | null> {
  const bot = botHandle();
  if (!bot) return null;
  const settings = await db.messageSettings.findUnique({ where: { userDid: user } });
  return {
    bot,
    frequency: settings?.frequency ?? "off",
    sentAt: settings?.sentAt ?? null,
    problem: (settings?.problem as Unreachable | null | undefined) ?? null,
  };
}

/**
 * Has a person written to, or no more. Turned on only when the bot can reach them; from then on, for those who arrive
 * later. In the language of the page on which they ask, unless they have chosen one for good.
 *
 * @returns what is in the way; null when it is saved.
 */
export async function setMessageFrequency(
  user: UserDid,
  frequency: MessageFrequency,
  language: Language,
): Promise<MessageProblem | null> {
  if (frequency === "off") {
    await stopFor(user);
    return null;
  }
  const reached = await reach(user);
  if (!reached.ok) return reached.problem;
  const asked = { frequency, language, nextAt: new Date(), problem: null };
  await db.messageSettings.upsert({
    where: { userDid: user },
    create: { userDid: user, ...asked },
    update: asked,
  });
  return null;
}

/** Writes to a person at once, at most once a minute. @returns what is in the way; null when it was sent. */
export async function sendTestMessage(user: UserDid): Promise<MessageProblem | null> {
  // Claimed as a digest is, so that neither takes the other for its own.
  const claimed = await db.messageSettings.updateMany({
    where: {
      userDid: user,
      frequency: { not: "off" },
      sendingSince: null,
      OR: [{ sentAt: null }, { sentAt: { lt: new Date(Date.now() - TEST_EVERY_MS) } }],
    },
    data: { sendingSince: new Date() },
  });
  if (claimed.count === 0) return "too-soon";
  const { language, messageSettings } = await db.user.findUniqueOrThrow({
    where: { did: user },
    select: { language: true, messageSettings: { select: { language: true } } },
  });
  try {
    const reached = await reach(user);
    const sent = reached.ok
      ? await sendMessage(
          reached.id,
          await testMessage(language ?? messageSettings[0]?.language ?? null),
        )
      : reached;
    await db.messageSettings.update({
      where: { userDid: user },
      data: sent.ok ? { sendingSince: null, sentAt: sent.sentAt } : { sendingSince: null },
    });
    return sent.ok ? null : sent.problem;
  } catch (error) {
    if (!isPassing(error)) throw error;
    await db.messageSettings.update({ where: { userDid: user }, data: { sendingSince: null } });
    return "later";
  }
}

/** What the link at the end of a message ends with. Whoever has the message may stop the messages, and nothing else. */
export function stopToken(userDid: string): string {
  return Buffer.from(seal(userDid, UNSUBSCRIBE)).toString("base64url");
}

/** Writes no more to the person whose message the link was in. Answers false for what is no such link. */
export async function stopMessages(token: string): Promise<boolean> {
  const did = unseal(Buffer.from(token, "base64url"), UNSUBSCRIBE);
  if (!did) return false;
  await stopFor(did);
  return true;
}

/** Ends the messages to somebody; what waited to be told stands in the app. */
export async function endMessages(
  tx: Prisma.TransactionClient,
  userDid: string,
  problem: Unreachable | null,
): Promise<void> {
  await tx.messageSettings.updateMany({
    where: { userDid },
    data: { frequency: "off", sendingSince: null, problem },
  });
}

async function stopFor(userDid: string) {
  await db.$transaction(async (tx) => {
    await endMessages(tx, userDid, null);
    await tx.notification.deleteMany({
      where: { userDid, channel: "bluesky_dm", status: "pending" },
    });
  });
}

async function reach(user: string) {
  if (await botRestsUntil()) return { ok: false, problem: "later" } as const;
  try {
    return await openConversation(user);
  } catch (error) {
    if (!isPassing(error)) throw error;
    return { ok: false, problem: "later" } as const;
  }
}

/** Nothing that the person could mend. The bot rests, and its operator finds why in the log. */
function isPassing(error: unknown) {
  return (
    error instanceof NetworkBusy ||
    error instanceof NetworkUnreachable ||
    error instanceof RequestRefused
  );
}
