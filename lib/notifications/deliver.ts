import { setTimeout as sleep } from "node:timers/promises";
import { NetworkBusy, NetworkUnreachable, RequestRefused } from "@/lib/atproto";
import {
  botHandle,
  botRestsUntil,
  lastSentAfter,
  openConversation,
  sendMessage,
  type Unreachable,
} from "@/lib/bot";
import { db, type MessageFrequency } from "@/lib/db";
import { log } from "@/lib/log";
import { digest, type Told } from "./digest";
import { endMessages, stopToken } from "./settings";

const MOST_AT_ONCE = 1_000;
const ATTEMPTS = 8;
const FIRST_WAIT_MS = 60_000;
const DAY_MS = 24 * 60 * 60_000;
const EVERY_MS = { off: DAY_MS, daily: DAY_MS, weekly: 7 * DAY_MS };
/** The chat service publishes no limits: one message a second is about what a person can type. */
const PACE_MS = 1_000;
/** A message of which this long nothing was heard is looked for before it is written again. */
const UNSURE_AFTER = "2 minutes";

type Due = {
  userDid: string;
  frequency: MessageFrequency;
  language: string | null;
  sentAt: Date | null;
  /** An earlier message may have gone. */
  isUnsure: boolean;
};

/**
 * Writes to people who asked for it of those who arrived, one message a person and a day or week at most, until the
 * deadline.
 *
 * @returns how many messages went; null when none was due.
 */
export async function deliverMessages(
  deadline: Date,
  signal: AbortSignal,
): Promise<{ messages: number } | null> {
  if (!botHandle()) return null;
  let messages = 0;
  let claimed = 0;
  while (Date.now() < deadline.getTime() && !signal.aborted && !(await botRestsUntil())) {
    const due = await claimDue();
    if (!due) break;
    claimed += 1;
    if (await deliver(due)) messages += 1;
    await sleep(PACE_MS, undefined, { signal }).catch(() => {});
  }
  return claimed > 0 ? { messages } : null;
}

/** Raw because claiming and reading what was there before are one statement: two processes never write to one person. */
async function claimDue(): Promise<Due | null> {
  const [due] = await db.$queryRaw<Due[]>`
    WITH due AS (
      SELECT user_did, frequency, sent_at, sending_since IS NOT NULL AS is_unsure
      FROM message_settings AS settings
      WHERE frequency <> 'off' AND next_at <= now()
        AND (sending_since IS NULL OR sending_since < now() - ${UNSURE_AFTER}::interval)
        AND EXISTS (
          SELECT FROM notification_queue AS queue
          WHERE queue.user_did = settings.user_did AND status = 'pending' AND channel = 'bluesky_dm')
      ORDER BY next_at LIMIT 1 FOR UPDATE SKIP LOCKED
    )
    UPDATE message_settings AS settings SET sending_since = now()
    FROM due JOIN users ON users.did = due.user_did
    WHERE settings.user_did = due.user_did
    RETURNING due.user_did AS "userDid", due.frequency, due.sent_at AS "sentAt", due.is_unsure AS "isUnsure",
      coalesce(users.language, settings.language) AS language`;
  return due ?? null;
}

async function deliver(due: Due): Promise<boolean> {
  try {
    const conversation = await openConversation(due.userDid);
    if (!conversation.ok) return await giveUp(due, conversation.problem);
    if (due.isUnsure) {
      const arrivedAt = await lastSentAfter(conversation.id, due.sentAt);
      if (arrivedAt) return await finish(due, await listTried(due), arrivedAt);
    }
    const waiting = await noteAttempt(due);
    if (waiting.length === 0) return await release(due);
    const message = await digest(due.language, waiting, stopToken(due.userDid));
    const sent = await sendMessage(conversation.id, message);
    return sent.ok ? await finish(due, waiting, sent.sentAt) : await giveUp(due, sent.problem);
  } catch (error) {
    if (error instanceof NetworkUnreachable) return postpone(due, error);
    // Neither was carried out.
    if (error instanceof NetworkBusy) return release(due);
    if (error instanceof RequestRefused) {
      log.error({ error }, "the bot cannot write messages");
      await postpone(due, error);
      return release(due);
    }
    throw error;
  }
}

type Waiting = Told & { id: bigint; attempts: number };

/** Who is to be told of. Noted before it is sent: should this process die, the next one knows what the message held. */
function noteAttempt({ userDid }: Due): Promise<Waiting[]> {
  return db.$queryRaw<Waiting[]>`
    WITH tried AS (
      UPDATE notification_queue SET attempts = attempts + 1, last_attempt = now()
      WHERE id IN (
        SELECT queue.id FROM notification_queue AS queue
        JOIN atproto_matches AS match ON match.id = queue.match_id
        JOIN user_match_status AS status ON status.match_id = match.id AND status.user_did = queue.user_did
        WHERE queue.user_did = ${userDid} AND queue.status = 'pending' AND queue.channel = 'bluesky_dm'
          AND status.viewed_at IS NULL AND may_tell(${userDid}, match)
        ORDER BY queue.id LIMIT ${MOST_AT_ONCE})
      RETURNING id, match_id, attempts
    ), seen AS (
      -- Those who have been seen in the app, dismissed or blocked, or are gone meanwhile are nothing to tell.
      UPDATE notification_queue AS queue SET status = 'sent'
      FROM atproto_matches AS match, user_match_status AS status
      WHERE queue.user_did = ${userDid} AND queue.status = 'pending' AND queue.channel = 'bluesky_dm'
        AND match.id = queue.match_id AND status.match_id = match.id AND status.user_did = queue.user_did
        AND (status.viewed_at IS NOT NULL OR NOT may_tell(${userDid}, match))
    )
    SELECT tried.id, tried.attempts, account.original_username AS username,
      account.source_platform AS platform, match.atproto_handle AS handle
    FROM tried
    JOIN atproto_matches AS match ON match.id = tried.match_id
    JOIN source_accounts AS account ON account.id = match.source_account_id
    ORDER BY tried.id`;
}

/** What the message held of which nothing was heard. */
async function listTried({ userDid }: Due) {
  return db.notification.findMany({
    where: { userDid, status: "pending", channel: "bluesky_dm", lastAttempt: { not: null } },
    select: { id: true },
  });
}

async function finish(due: Due, told: { id: bigint }[], sentAt: Date) {
  await db.$transaction([
    db.notification.updateMany({
      where: { id: { in: told.map(({ id }) => id) } },
      data: { status: "sent", errorMessage: null },
    }),
    db.messageSettings.updateMany({
      where: { userDid: due.userDid },
      data: {
        sentAt,
        sendingSince: null,
        problem: null,
        nextAt: new Date(Date.now() + EVERY_MS[due.frequency]),
      },
    }),
  ]);
  return true;
}

/** Nothing was sent, and nothing is wrong with the person. */
async function release({ userDid }: Due) {
  await db.messageSettings.updateMany({ where: { userDid }, data: { sendingSince: null } });
  return false;
}

/** The person cannot be written to: that is not tried again until they ask for it anew. */
async function giveUp({ userDid }: Due, problem: Unreachable) {
  await db.$transaction(async (tx) => {
    await endMessages(tx, userDid, problem);
    await tx.notification.updateMany({
      where: { userDid, status: "pending", channel: "bluesky_dm" },
      data: { status: "failed", errorMessage: problem, lastAttempt: new Date() },
    });
  });
  return false;
}

/** Nobody knows whether it went. It is looked for before it is written again, each time later; in the end it has failed. */
async function postpone({ userDid }: Due, error: Error) {
  const rows = await db.notification.findMany({
    where: { userDid, status: "pending", channel: "bluesky_dm" },
    select: { attempts: true },
  });
  const attempts = Math.max(...rows.map((row) => row.attempts), 0);
  const wait = Math.min(FIRST_WAIT_MS * 2 ** attempts, DAY_MS) * (0.5 + Math.random() / 2);
  await db.$transaction([
    db.messageSettings.updateMany({
      where: { userDid },
      data: { nextAt: new Date(Date.now() + wait) },
    }),
    db.notification.updateMany({
      where: { userDid, status: "pending", channel: "bluesky_dm" },
      data: { errorMessage: error.message },
    }),
    db.notification.updateMany({
      where: { userDid, status: "pending", channel: "bluesky_dm", attempts: { gte: ATTEMPTS } },
      data: { status: "failed" },
    }),
  ]);
  return false;
}
