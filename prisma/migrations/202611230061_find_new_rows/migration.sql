-- What was found since the last visit, without reading everything that ever was.
CREATE INDEX "user_source_follows_found_idx" ON "user_source_follows" ("upload_id", "matched_at") WHERE "state" = 'found';
