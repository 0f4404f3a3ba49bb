-- Whether lists that a person brings stay, or live only as long as one of their tabs is open.
ALTER TABLE "users" ADD COLUMN "keeps_lists" BOOLEAN NOT NULL DEFAULT true;
ALTER TABLE "user_uploads" ADD COLUMN "open_until" TIMESTAMPTZ(3);

-- Few lists pass, and who looks for those whose time is up looks often.
CREATE INDEX "user_uploads_open_until" ON "user_uploads" ("open_until") WHERE "open_until" IS NOT NULL;
