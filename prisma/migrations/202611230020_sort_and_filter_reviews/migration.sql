-- Lets one index hold a list's id beside the words of its rows. "Trusted": the owner of the database may create it.
CREATE EXTENSION IF NOT EXISTS "btree_gin";

-- What is known of a candidate, and a copy of it where the review filters and sorts.
ALTER TABLE "atproto_matches"
    ADD COLUMN "traits" SMALLINT NOT NULL DEFAULT 0,
    ADD COLUMN "last_active_at" TIMESTAMPTZ(3),
    ADD COLUMN "activity_read_at" TIMESTAMPTZ(3);

ALTER TABLE "user_source_follows"
    ADD COLUMN "matched_at" TIMESTAMPTZ(3),
    ADD COLUMN "traits" SMALLINT NOT NULL DEFAULT 0,
    ADD COLUMN "followers" INTEGER,
    ADD COLUMN "last_active_at" TIMESTAMPTZ(3);

ALTER TABLE "user_uploads"
    ADD COLUMN "visited_at" TIMESTAMPTZ(3),
    ADD COLUMN "new_since" TIMESTAMPTZ(3);

-- Rows that are new to a person are few, however long the list is.
CREATE INDEX "user_source_follows_matched_idx" ON "user_source_follows" ("upload_id", "matched_at") WHERE "state" = 'found';

-- Search in the text of checked rows. Those that are not checked yet are read one by one: so saving a list of a hundred
-- thousand names, all of them unchecked, is spared the cost of this index.
CREATE INDEX "user_source_follows_search_idx" ON "user_source_follows"
    USING gin ("upload_id", "search_text" gin_trgm_ops) WHERE "state" <> 'not_checked';

-- CreateTable
CREATE TABLE "review_counts" (
    "upload_id" UUID NOT NULL,
    "state" "review_state" NOT NULL,
    "best_score" SMALLINT NOT NULL,
    "selected" BOOLEAN NOT NULL,
    "traits" SMALLINT NOT NULL,
    "rows" INTEGER NOT NULL,

    CONSTRAINT "review_counts_pkey" PRIMARY KEY ("upload_id","state","best_score","selected","traits")
);

-- AddForeignKey
ALTER TABLE "review_counts" ADD CONSTRAINT "review_counts_upload_id_fkey" FOREIGN KEY ("upload_id")
    REFERENCES "user_uploads"("upload_id") ON DELETE CASCADE ON UPDATE CASCADE;

INSERT INTO "review_counts"
SELECT "upload_id", "state", "best_score", "selected", "traits", count(*) FROM "user_source_follows" GROUP BY 1, 2, 3, 4, 5;

-- Keeps the counts right whatever changes rows, at the cost of one small statement for each statement. In the order of
-- the key, so that two that change one list wait for each other in one order and never in a circle.
CREATE FUNCTION count_review_rows() RETURNS trigger
LANGUAGE plpgsql
AS $$
BEGIN
    IF TG_OP = 'INSERT' THEN
        INSERT INTO review_counts AS counts
        SELECT upload_id, state, best_score, selected, traits, count(*)
        FROM added GROUP BY 1, 2, 3, 4, 5 ORDER BY 1, 2, 3, 4, 5
        ON CONFLICT (upload_id, state, best_score, selected, traits) DO UPDATE SET rows = counts.rows + EXCLUDED.rows;
    ELSIF TG_OP = 'UPDATE' THEN
        INSERT INTO review_counts AS counts
        SELECT upload_id, state, best_score, selected, traits, sum(change) FROM (
            SELECT upload_id, state, best_score, selected, traits, 1 AS change FROM added
            UNION ALL SELECT upload_id, state, best_score, selected, traits, -1 FROM removed
        ) AS changes
        GROUP BY 1, 2, 3, 4, 5 HAVING sum(change) <> 0 ORDER BY 1, 2, 3, 4, 5
        ON CONFLICT (upload_id, state, best_score, selected, traits) DO UPDATE SET rows = counts.rows + EXCLUDED.rows;
    ELSE
        -- Where the list itself goes, its counts have gone with it, or will.
        UPDATE review_counts AS counts SET rows = counts.rows - gone.rows
        FROM (
            SELECT upload_id, state, best_score, selected, traits, count(*) AS rows
            FROM removed GROUP BY 1, 2, 3, 4, 5
        ) AS gone
        WHERE counts.upload_id = gone.upload_id AND counts.state = gone.state AND counts.best_score = gone.best_score
          AND counts.selected = gone.selected AND counts.traits = gone.traits;
    END IF;
    RETURN NULL;
END
$$;

CREATE TRIGGER user_source_follows_added AFTER INSERT ON "user_source_follows"
    REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION count_review_rows();
CREATE TRIGGER user_source_follows_changed AFTER UPDATE ON "user_source_follows"
    REFERENCING OLD TABLE AS removed NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION count_review_rows();
CREATE TRIGGER user_source_follows_removed AFTER DELETE ON "user_source_follows"
    REFERENCING OLD TABLE AS removed FOR EACH STATEMENT EXECUTE FUNCTION count_review_rows();
