-- Lists that a person has asked a platform for and waits to be handed: the guide to each stays on their page meanwhile.
CREATE TABLE "awaited_lists" (
  "user_did" TEXT NOT NULL REFERENCES "users" ("did") ON DELETE CASCADE ON UPDATE CASCADE,
  "source_platform" TEXT NOT NULL,
  "since" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  CONSTRAINT "awaited_lists_pkey" PRIMARY KEY ("user_did", "source_platform")
);
