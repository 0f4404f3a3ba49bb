-- Which names of a list are filed under their keys, so that saving it need not wait for that.
ALTER TABLE "user_uploads" ADD COLUMN "filed_to" BIGINT;
CREATE INDEX "user_uploads_unfiled_idx" ON "user_uploads" ("saved_at") WHERE "filed_to" IS NOT NULL;

-- Keys are made of what the list has when it is saved.
ALTER TABLE "upload_parts" DROP COLUMN "filed_rows", DROP COLUMN "filed_keys";

-- One index for the rows of an account and for those of them that wait, instead of two that a save had to write.
CREATE INDEX "user_source_follows_source_account_id_state_idx" ON "user_source_follows" ("source_account_id", "state");
DROP INDEX "user_source_follows_source_account_id_idx";
DROP INDEX "user_source_follows_waiting_idx";

-- Nothing reads it; and without it, noting that an account was searched for changes no index, the trigrams' included.
DROP INDEX "source_accounts_waiting_idx";

-- The same as user_source_follows_matched_idx.
DROP INDEX "user_source_follows_found_idx";

-- Saves a list: the names of its parts, of which `sent` have to be there, and after them those given here. All of them, or
-- none; a list that is saved already stays as it is. Of several rows for one account the first counts.
--
-- A function, so that it is one round trip. Volatile, so that each attempt sees what others have committed meanwhile: an
-- account that somebody else has just added is not returned by "DO NOTHING", and one that was found may be swept before
-- its row is written. Either undoes the attempt. Accounts are added in the order of their names: two lists with the same
-- new names wait for each other in one order and never in a circle.
CREATE FUNCTION save_list(
    list uuid, person text, sent integer,
    rest_keys text[], rest_normalized text[], rest_usernames text[], rest_display_names text[], rest_profile_urls text[],
    rest_dates timestamptz[], rest_precisions date_precision[],
    OUT problem text, OUT total integer)
LANGUAGE plpgsql
-- How long the arrays are is not known when the statement is planned: a join of two short lists would be a nested loop.
SET enable_nestloop = off
SET jit = off
SET work_mem = '64MB'
AS $$
DECLARE
    announced user_uploads;
    is_saved boolean := false;
BEGIN
    SELECT * INTO announced FROM user_uploads WHERE upload_id = list AND user_did = person FOR UPDATE;
    IF NOT FOUND THEN
        problem := 'unknown';
        RETURN;
    END IF;
    IF announced.saved_at IS NOT NULL THEN
        total := announced.total_users;
        RETURN;
    END IF;
    IF sent <> (SELECT count(*) FROM upload_parts WHERE upload_id = list) THEN
        problem := 'parts-missing';
        RETURN;
    END IF;

    FOR attempt IN 1..10 LOOP
        BEGIN
            WITH brought AS (
                SELECT part, row.*
                FROM upload_parts
                CROSS JOIN LATERAL unnest(keys, normalized, usernames, display_names, profile_urls, dates, precisions)
                    WITH ORDINALITY AS row (key, normalized, username, display_name, profile_url, followed, precision, place)
                WHERE upload_id = list
                UNION ALL
                SELECT sent, row.*
                FROM unnest(rest_keys, rest_normalized, rest_usernames, rest_display_names, rest_profile_urls, rest_dates,
                    rest_precisions)
                    WITH ORDINALITY AS row (key, normalized, username, display_name, profile_url, followed, precision, place)
            ), incoming AS MATERIALIZED (
                SELECT once.*, account.id
                FROM (
                    SELECT DISTINCT ON (key COLLATE "C") * FROM brought ORDER BY key COLLATE "C", part, place
                ) AS once
                -- One by one, since the planner would rather read all accounts there are than trust an index with a list.
                LEFT JOIN LATERAL (
                    SELECT id FROM source_accounts
                    WHERE source_platform = announced.source_platform AND original_username = once.key LIMIT 1
                ) AS account ON true
            ), added AS (
                INSERT INTO source_accounts AS account (source_platform, original_username, normalized_username)
                SELECT announced.source_platform, key, normalized FROM incoming WHERE id IS NULL
                ORDER BY key COLLATE "C"
                ON CONFLICT DO NOTHING
                RETURNING account.id, account.original_username
            ), saved AS (
                INSERT INTO user_source_follows (source_account_id, upload_id, user_did, position, username, display_name,
                    profile_url, date_followed, date_precision, search_text)
                SELECT coalesce(incoming.id, added.id), list, person, (part << 16) + place::int - 1, username, display_name,
                    profile_url, followed, precision, lower(concat_ws(' ', username, display_name))
                FROM incoming LEFT JOIN added ON incoming.id IS NULL AND added.original_username = incoming.key
                WHERE coalesce(incoming.id, added.id) IS NOT NULL
                ORDER BY 1
                RETURNING 1
            )
            SELECT (SELECT count(*) FROM saved), (SELECT count(*) FROM incoming) = (SELECT count(*) FROM saved)
            INTO total, is_saved;
            IF NOT is_saved THEN
                RAISE foreign_key_violation;
            END IF;
            EXIT;
        EXCEPTION WHEN foreign_key_violation THEN
            IF attempt = 10 THEN
                RAISE;
            END IF;
        END;
    END LOOP;

    DELETE FROM upload_parts WHERE upload_id = list;
    UPDATE user_uploads SET total_users = total, saved_at = now(), match_next_at = now(), filed_to = 0
    WHERE upload_id = list;
END
$$;
