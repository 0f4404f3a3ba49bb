-- Finds the scores of a model before today's; where all are today's, it answers at once.
CREATE INDEX "atproto_matches_model_version_id_idx" ON "atproto_matches"("model_version", "id");
