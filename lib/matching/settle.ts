import { apps } from "@/lib/apps";
import type { Prisma } from "@/lib/db";
import { LOOK_SCORE, SURE_SCORE } from "./score";
import { traitBits } from "./traits";

/** Which rows to settle: these source accounts, in one list of the person's or in all of them. */
type Settling = {
  user: string;
  accountIds: bigint[];
  uploadId?: string;
  /** Whether the network has been searched for them to the end, as far as this person's lists tell. */
  areChecked?: boolean;
};

/**
 * Brings a person's rows, and the counts of their lists, up to date with what is now known: matches found, what the
 * person decided about them, whom they follow. The row's candidate is the one they chose, else the one they follow,
 * else the most probable one. A choice counts as certain.
 *
 * A row is ticked for following when its candidate is sure, and new or the row is checked only now; no longer when it is
 * sure no more; otherwise the tick stays as the person left it.
 * A row that is not checked yet stays so, unless the network was searched for it just now and recently enough for its
 * list: what is known before that need not be all.
 */
export async function settle(
  tx: Prisma.TransactionClient,
  { user, accountIds, uploadId, areChecked = false }: Settling,
): Promise<void> {
  if (accountIds.length === 0) return;
  // One at a time for each list: its counts are taken after the rows of everybody before.
  await tx.$queryRaw`
    SELECT FROM user_uploads
    WHERE user_did = ${user} AND (${uploadId ?? null}::uuid IS NULL OR upload_id = ${uploadId ?? null}::uuid)
    ORDER BY upload_id FOR NO KEY UPDATE`;
  const touched = await tx.$queryRaw<{ uploadId: string }[]>`
    WITH settled AS (
      SELECT row.upload_id, row.source_account_id, best.*,
        (CASE
          WHEN row.state = 'not_checked' AND NOT best.chosen
            AND (NOT ${areChecked} OR account.searched_at IS NULL OR account.searched_at < upload.fresh_after)
            THEN 'not_checked'
          WHEN best.followed THEN 'followed'
          WHEN best.best_score >= ${LOOK_SCORE} THEN 'found'
          WHEN best.dismissed THEN 'dismissed'
          ELSE 'not_found'
        END)::review_state AS state
      FROM user_source_follows AS row
      JOIN user_uploads AS upload USING (upload_id)
      JOIN source_accounts AS account ON account.id = row.source_account_id
      CROSS JOIN LATERAL (
        SELECT
          count(*) FILTER (WHERE NOT dismissed)::smallint AS live,
          coalesce(bool_or(dismissed AND score >= ${LOOK_SCORE}), false) AS dismissed,
          coalesce(bool_or(chosen AND NOT dismissed), false) AS chosen,
          coalesce((array_agg(followed ORDER BY rank) FILTER (WHERE NOT dismissed))[1], false) AS followed,
          (array_agg(id ORDER BY rank) FILTER (WHERE NOT dismissed))[1] AS best_id,
          coalesce((array_agg(score ORDER BY rank) FILTER (WHERE NOT dismissed))[1], 0) AS best_score,
          coalesce((array_agg(follows_me ORDER BY rank) FILTER (WHERE NOT dismissed))[1], false) AS follows_me,
          string_agg(names, ' ' ORDER BY rank) AS names
        FROM (
          SELECT *, row_number() OVER (ORDER BY chosen DESC, followed DESC, score DESC, id) AS rank
          FROM (
            SELECT (c.match).id, c.dismissed, c.chosen, c.follows_me,
              CASE WHEN c.chosen THEN 100 ELSE (c.match).match_score END AS score,
              concat_ws(' ', (c.match).atproto_handle, (c.match).display_name) AS names,
              (c.chosen OR (c.match).match_score >= ${LOOK_SCORE}) AND EXISTS (
                SELECT FROM known_follows AS known
                JOIN unnest(${apps.map(({ id }) => id)}::text[], ${apps.map(({ collection }) => collection)}::text[])
                  AS app (id, collection) ON app.collection = known.collection
                WHERE app.id = upload.app AND known.user_did = ${user}
                  AND known.subject_did = (c.match).atproto_did
              ) AS followed
            FROM candidates(${user}, row.source_account_id) AS c
          ) AS candidate
        ) AS ranked
      ) AS best
      WHERE row.user_did = ${user}
        AND row.source_account_id = ANY (${accountIds}::bigint[])
        AND (${uploadId ?? null}::uuid IS NULL OR row.upload_id = ${uploadId ?? null}::uuid)
    ), updated AS (
      UPDATE user_source_follows AS row SET
        state = settled.state,
        best_match_id = settled.best_id,
        best_score = settled.best_score,
        match_count = settled.live,
        selected = settled.state = 'found' AND CASE
          WHEN row.state = 'not_checked' OR row.best_match_id IS DISTINCT FROM settled.best_id THEN settled.best_score >= ${SURE_SCORE}
          WHEN row.best_score >= ${SURE_SCORE} AND settled.best_score < ${SURE_SCORE} THEN false
          ELSE row.selected
        END,
        search_text = lower(concat_ws(' ', row.username, row.display_name, settled.names)),
        matched_at = CASE
          WHEN row.state IN ('not_checked', 'not_found') AND settled.state = 'found' THEN now()
          ELSE row.matched_at
        END,
        traits = coalesce(best.traits, 0) | CASE WHEN settled.follows_me THEN ${traitBits.follows_me}::int ELSE 0 END,
        followers = best.follower_count,
        last_active_at = best.last_active_at
      FROM settled LEFT JOIN atproto_matches AS best ON best.id = settled.best_id
      WHERE row.upload_id = settled.upload_id AND row.source_account_id = settled.source_account_id
      RETURNING row.upload_id
    )
    SELECT DISTINCT upload_id AS "uploadId" FROM updated`;

  for (const { uploadId } of touched) await recount(tx, uploadId);
}

/** Settles every row of the person's that has one of these AT Protocol accounts among its candidates. */
export async function settleActors(
  tx: Prisma.TransactionClient,
  user: string,
  dids: string[],
): Promise<void> {
  await settle(tx, { user, accountIds: await listAccountsOf(tx, user, dids) });
}

/** The source accounts on a person's lists that have one of these AT Protocol accounts among their candidates. */
export async function listAccountsOf(
  tx: Prisma.TransactionClient,
  user: string,
  dids: string[],
): Promise<bigint[]> {
  const rows = await tx.$queryRaw<{ id: bigint }[]>`
    SELECT DISTINCT row.source_account_id AS id
    FROM atproto_matches AS match JOIN user_source_follows AS row USING (source_account_id)
    WHERE match.atproto_did = ANY (${dids}::text[]) AND row.user_did = ${user}
      AND (match.private_to IS NULL OR match.private_to = ${user})
    ORDER BY id`;
  return rows.map(({ id }) => id);
}

async function recount(tx: Prisma.TransactionClient, uploadId: string) {
  await tx.$executeRaw`
    UPDATE user_uploads SET matched_users = now.matched, unmatched_users = now.unmatched
    FROM (
      SELECT coalesce(sum(rows) FILTER (WHERE state IN ('found', 'followed', 'dismissed')), 0) AS matched,
             coalesce(sum(rows) FILTER (WHERE state = 'not_found'), 0) AS unmatched
      FROM review_counts WHERE upload_id = ${uploadId}::uuid
    ) AS now
    WHERE upload_id = ${uploadId}::uuid`;
}
