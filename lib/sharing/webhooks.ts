import { createHmac, randomBytes } from "node:crypto";
import { safeFetchWrap } from "@atproto-labs/fetch-node";
import pLimit from "p-limit";
import { db } from "@/lib/db";
import { env, isLoopback } from "@/lib/env";
import { log } from "@/lib/log";
import type { PartnerId } from "@/lib/partners";
import { seal, unseal } from "@/lib/secrets";
import type { Arrival } from "./read";
import { arrivalCall } from "./schemas";
import { shareAccount } from "./share-account";

const SECRET_PREFIX = "whsec_";
const AT_ONCE = 8;
const CLAIM = 40;
const TIMEOUT_MS = 10_000;
/** A call whose process died is made again after this. */
const LEASE = "2 minutes";
const MINUTE_S = 60;
/** How long after each attempt the next one comes at the least; after the last, the arrival waits to be read. */
const WAITS_S = [1, 5, 30, 2 * 60, 6 * 60, 12 * 60, 24 * 60].map((minutes) => minutes * MINUTE_S);

/**
 * Where the partner wants to be called from now on. What it has not acknowledged is sent too.
 *
 * @returns the secret that calls are signed with, shown this once.
 */
export async function setWebhook(partner: PartnerId, url: string): Promise<string> {
  const secret = SECRET_PREFIX + randomBytes(32).toString("base64");
  await db.$transaction([
    db.partner.update({
      where: { id: partner },
      data: { webhookUrl: url, webhookSecret: seal(secret, placeOf(partner)) },
    }),
    db.partnerDelivery.updateMany({
      where: { partnerId: partner, acknowledgedAt: null },
      data: { nextAttemptAt: new Date(), attempts: 0, error: null },
    }),
  ]);
  return secret;
}

/** Ends the calls. Arrivals can still be read. */
export async function removeWebhook(partner: PartnerId): Promise<void> {
  await db.$transaction([
    db.partner.update({ where: { id: partner }, data: { webhookUrl: null, webhookSecret: null } }),
    db.partnerDelivery.updateMany({
      where: { partnerId: partner, acknowledgedAt: null },
      data: { nextAttemptAt: null },
    }),
  ]);
}

type Due = Omit<Arrival, "match"> & {
  partnerId: string;
  attempts: number;
  url: string;
  secret: Uint8Array;
  matchId: bigint;
  platform: string;
  username: string;
  did: string;
  handle: string;
  displayName: string | null;
  labels: string[] | null;
  score: number;
};

/**
 * Calls the webhooks for which something is due, until the deadline.
 *
 * @returns how many arrivals were taken; null when nothing was due.
 */
export async function callWebhooks(
  deadline: Date,
  signal: AbortSignal,
): Promise<{ delivered: number } | null> {
  const limit = pLimit(AT_ONCE);
  let delivered = 0;
  let claimed = 0;
  while (Date.now() < deadline.getTime() - TIMEOUT_MS && !signal.aborted) {
    const due = await claimDue();
    if (due.length === 0) break;
    claimed += due.length;
    const taken = await Promise.all(due.map((delivery) => limit(() => call(delivery))));
    delivered += taken.filter(Boolean).length;
  }
  return claimed > 0 ? { delivered } : null;
}

function claimDue() {
  return db.$queryRaw<Due[]>`
    WITH due AS (
      SELECT id FROM partner_deliveries
      WHERE acknowledged_at IS NULL AND next_attempt_at <= now()
      ORDER BY next_attempt_at LIMIT ${CLAIM} FOR UPDATE SKIP LOCKED
    ), claimed AS (
      UPDATE partner_deliveries AS delivery SET attempts = attempts + 1,
        next_attempt_at = CASE WHEN may_tell(delivery.user_did, match) THEN now() + ${LEASE}::interval END
      FROM due, atproto_matches AS match
      WHERE delivery.id = due.id AND match.id = delivery.match_id
      RETURNING delivery.*
    )
    SELECT claimed.id, claimed.partner_id AS "partnerId", claimed.user_did AS person,
      claimed.created_at AS "foundAt", claimed.attempts, partner.webhook_url AS url,
      partner.webhook_secret AS secret, match.id AS "matchId", account.source_platform AS platform,
      account.original_username AS username, match.atproto_did AS did,
      match.atproto_handle AS handle, match.display_name AS "displayName", match.labels,
      match.match_score AS score
    FROM claimed
    JOIN partners AS partner ON partner.id = claimed.partner_id
    JOIN atproto_matches AS match ON match.id = claimed.match_id
    JOIN source_accounts AS account ON account.id = match.source_account_id
    WHERE partner.webhook_url IS NOT NULL AND claimed.next_attempt_at IS NOT NULL
    ORDER BY claimed.id`;
}

/** Calls a webhook with one arrival. A 2xx is its acknowledgement; 410 says that nobody wants to be called any more. */
async function call(due: Due): Promise<boolean> {
  const answer = await post(due);
  if (answer === "gone") {
    await removeWebhook(due.partnerId as PartnerId);
    return false;
  }
  const isTaken = answer === "taken";
  const least = WAITS_S[due.attempts - 1];
  // What failed together is not tried again all at one moment.
  const wait = least && least * 1000 * (1 + Math.random() / 5);
  await db.partnerDelivery.updateMany({
    where: { id: due.id, acknowledgedAt: null },
    data: isTaken
      ? { acknowledgedAt: new Date(), nextAttemptAt: null, error: null }
      : { nextAttemptAt: wait ? new Date(Date.now() + wait) : null, error: answer },
  });
  return isTaken;
}

async function post(due: Due): Promise<string> {
  const secret = unseal(due.secret, placeOf(due.partnerId));
  if (!secret) return "the secret cannot be read";
  const body = JSON.stringify(arrivalCall(arrivalOf(due)));
  const id = `arrival_${due.id}`;
  const timestamp = Math.floor(Date.now() / 1000);
  try {
    const response = await safeFetch()(due.url, {
      method: "POST",
      redirect: "manual",
      headers: {
        "content-type": "application/json",
        "webhook-id": id,
        "webhook-timestamp": String(timestamp),
        "webhook-signature": sign(secret, `${id}.${timestamp}.${body}`),
      },
      body,
    });
    await response.body?.cancel();
    if (response.ok) return "taken";
    return response.status === 410 ? "gone" : `status ${response.status}`;
  } catch (error) {
    log.warn({ error }, "a webhook could not be called");
    return "no answer";
  }
}

function sign(secret: string, text: string) {
  const key = Buffer.from(secret.slice(SECRET_PREFIX.length), "base64");
  return `v1,${createHmac("sha256", key).update(text).digest("base64")}`;
}

/** Partners choose the address: it must not be one inside our own network. */
function safeFetch() {
  const isLocal = isLoopback(env().PUBLIC_URL);
  return safeFetchWrap({
    ssrfProtection: !isLocal,
    allowIpHost: isLocal,
    allowHttp: isLocal,
    allowCustomPort: true,
    timeout: TIMEOUT_MS,
  });
}

function arrivalOf({ id, person, foundAt, matchId, platform, username, ...due }: Due): Arrival {
  const account = shareAccount(due);
  return {
    id,
    person,
    foundAt,
    match: { id: matchId, source: { platform, username }, account, score: due.score },
  };
}

function placeOf(partnerId: string) {
  return `partners/${partnerId}`;
}
