-- Whether a person is to hear of somebody who was found for them: not of who is gone, whom they have dismissed or muted,
-- or where one of the two blocks the other. What they hear in the app, by message and through a partner goes by it alike.
CREATE FUNCTION may_tell(person text, found atproto_matches) RETURNS boolean
LANGUAGE sql STABLE
AS $$
    SELECT found.gone_at IS NULL
        AND NOT EXISTS (
            SELECT FROM user_match_status AS status
            WHERE status.user_did = person AND status.match_id = found.id AND status.dismissed_at IS NOT NULL)
        AND NOT EXISTS (
            SELECT FROM actor_relations AS relation
            WHERE relation.user_did = person AND relation.did = found.atproto_did
                AND (relation.is_blocked OR relation.is_muted))
$$;
