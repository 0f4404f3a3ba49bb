import { db } from "@/lib/db";
import { env } from "@/lib/env";
import { hashToken } from "@/lib/secrets";

/** A partner, proven by its key. Only `authenticatePartner` makes one. */
export type PartnerId = string & { readonly __proof: "key" };

/** How often the key may still ask in the current minute. */
export type Rate = { limit: number; remaining: number; resetSeconds: number };

export type Authenticated =
  | { ok: true; partner: PartnerId; rate: Rate }
  | { ok: false; reason: "key" }
  | { ok: false; reason: "rate"; rate: Rate };

type Row = { partnerId: string; requests: number; resetSeconds: number };

/**
 * Whose key a request carries, as `Authorization: Bearer …`. Counts the request, and notes once a minute that the key is
 * in use, in one statement.
 */
export async function authenticatePartner(headers: Headers): Promise<Authenticated> {
  const [, key] = /^Bearer (\S+)$/i.exec(headers.get("authorization") ?? "") ?? [];
  if (!key) return { ok: false, reason: "key" };

  const [row] = await db.$queryRaw<Row[]>`
    WITH key AS (
      SELECT id, partner_id FROM partner_api_keys WHERE key_hash = ${hashToken(key)} AND active
    ), used AS (
      UPDATE partner_api_keys SET last_used = now() FROM key
      WHERE partner_api_keys.id = key.id
        AND (last_used IS NULL OR last_used < now() - interval '1 minute')
    )
    INSERT INTO partner_rates AS rate (key_id, minute, requests)
    SELECT id, date_trunc('minute', now()), 1 FROM key
    ON CONFLICT (key_id) DO UPDATE SET minute = EXCLUDED.minute,
      requests = CASE WHEN rate.minute = EXCLUDED.minute THEN rate.requests + 1 ELSE 1 END
    RETURNING (SELECT partner_id FROM key) AS "partnerId", requests,
      ceil(extract(epoch FROM minute + interval '1 minute' - now()))::int AS "resetSeconds"`;
  if (!row) return { ok: false, reason: "key" };

  const limit = env().PARTNER_REQUESTS_PER_MINUTE;
  const { requests, resetSeconds } = row;
  const rate = { limit, remaining: Math.max(0, limit - requests), resetSeconds };
  if (requests > limit) return { ok: false, reason: "rate", rate };
  return { ok: true, partner: row.partnerId as PartnerId, rate };
}
