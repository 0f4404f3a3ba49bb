-- What the page spoke when somebody asked to be written to. Who asked before that keeps English.
ALTER TABLE "message_settings" ADD COLUMN "language" TEXT;
