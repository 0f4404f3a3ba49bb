-- As before, and what accounts were once seen to use: it was kept for ever.

-- Removes what has outlived its use, at most `batch` rows a table, and says what it removed. Whoever calls it calls again
-- until nothing more goes: a call stays short and blocks nobody. Ordered by an indexed column: without an order, every
-- batch would scan again the pages that the ones before it emptied.
CREATE OR REPLACE FUNCTION cleanup_transient_data(
    batch integer DEFAULT 5000,
    keep_sent interval DEFAULT '7 days',
    keep_failed interval DEFAULT '30 days',
    keep_tokens interval DEFAULT '7 days',
    keep_orphans interval DEFAULT '30 days',
    keep_runs interval DEFAULT '90 days')
RETURNS TABLE (what text, removed bigint)
LANGUAGE sql
AS $$
    WITH states AS (
        DELETE FROM oauth_states WHERE state = ANY (ARRAY(
            SELECT state FROM oauth_states WHERE created_at < now() - interval '1 hour'
            ORDER BY created_at LIMIT batch FOR UPDATE SKIP LOCKED))
        RETURNING 1
    ), sessions AS (
        DELETE FROM user_sessions WHERE session_id = ANY (ARRAY(
            SELECT session_id FROM user_sessions WHERE expires_at < now()
            ORDER BY expires_at LIMIT batch FOR UPDATE SKIP LOCKED))
        RETURNING 1
    ), tokens AS (
        -- Of people who are signed in nowhere and for whom nothing is being done.
        DELETE FROM oauth_sessions WHERE did = ANY (ARRAY(
            SELECT did FROM oauth_sessions AS held
            WHERE updated_at < now() - keep_tokens
              AND NOT EXISTS (SELECT FROM user_sessions WHERE did = held.did AND expires_at > now())
              AND NOT EXISTS (
                SELECT FROM follow_batches WHERE user_did = held.did AND status IN ('running', 'cancelling', 'undoing'))
            ORDER BY updated_at LIMIT batch FOR UPDATE SKIP LOCKED))
        RETURNING 1
    ), notifications AS (
        DELETE FROM notification_queue WHERE id = ANY (ARRAY(
            SELECT id FROM notification_queue
            WHERE status IN ('sent', 'failed')
              AND created_at < now() - CASE status WHEN 'sent' THEN keep_sent ELSE keep_failed END
            ORDER BY created_at LIMIT batch FOR UPDATE SKIP LOCKED))
        RETURNING 1
    ), unfinished AS (
        -- Lists whose parts never all arrived.
        DELETE FROM user_uploads WHERE upload_id = ANY (ARRAY(
            SELECT upload_id FROM user_uploads WHERE saved_at IS NULL AND created_at < now() - interval '1 day'
            ORDER BY created_at LIMIT batch FOR UPDATE SKIP LOCKED))
        RETURNING 1
    ), plans AS (
        -- Follow batches that were shown and never confirmed.
        DELETE FROM follow_batches WHERE id = ANY (ARRAY(
            SELECT id FROM follow_batches WHERE status = 'planned' AND created_at < now() - interval '1 day'
            ORDER BY created_at LIMIT batch FOR UPDATE SKIP LOCKED))
        RETURNING 1
    ), pauses AS (
        DELETE FROM service_pauses WHERE until < now() - interval '1 day' RETURNING 1
    ), collections AS (
        -- Read again when somebody looks at the account.
        DELETE FROM actor_collections WHERE did = ANY (ARRAY(
            SELECT did FROM actor_collections WHERE read_at < now() - interval '90 days'
            ORDER BY read_at LIMIT batch FOR UPDATE SKIP LOCKED))
        RETURNING 1
    ), runs AS (
        DELETE FROM job_runs WHERE id = ANY (ARRAY(
            SELECT id FROM job_runs WHERE started_at < now() - keep_runs AND ended_at IS NOT NULL
            ORDER BY started_at LIMIT batch FOR UPDATE SKIP LOCKED))
        RETURNING 1
    )
    SELECT 'oauth_states', count(*) FROM states
    UNION ALL SELECT 'user_sessions', count(*) FROM sessions
    UNION ALL SELECT 'oauth_sessions', count(*) FROM tokens
    UNION ALL SELECT 'notification_queue', count(*) FROM notifications
    UNION ALL SELECT 'user_uploads', count(*) FROM unfinished
    UNION ALL SELECT 'follow_batches', count(*) FROM plans
    UNION ALL SELECT 'service_pauses', count(*) FROM pauses
    UNION ALL SELECT 'actor_collections', count(*) FROM collections
    UNION ALL SELECT 'job_runs', count(*) FROM runs
    UNION ALL SELECT swept.what, swept.removed FROM sweep_orphaned_accounts(batch, keep_orphans) AS swept
$$;
