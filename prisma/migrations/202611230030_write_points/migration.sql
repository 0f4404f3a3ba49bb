-- CreateTable
CREATE TABLE "write_points" (
    "user_did" TEXT NOT NULL,
    "hour_points" INTEGER NOT NULL DEFAULT 0,
    "hour_ends" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "day_points" INTEGER NOT NULL DEFAULT 0,
    "day_ends" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "hour_limit" INTEGER,
    "day_limit" INTEGER,
    "hour_follows" INTEGER NOT NULL DEFAULT 0,
    "hour_follows_ends" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "day_follows" INTEGER NOT NULL DEFAULT 0,
    "day_follows_ends" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "write_points_pkey" PRIMARY KEY ("user_did")
);

-- CreateTable
CREATE TABLE "actor_collections" (
    "did" TEXT NOT NULL,
    "collections" TEXT[],
    "read_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "actor_collections_pkey" PRIMARY KEY ("did")
);

-- CreateIndex
CREATE INDEX "actor_collections_read_at_idx" ON "actor_collections"("read_at");

-- AddForeignKey
ALTER TABLE "write_points" ADD CONSTRAINT "write_points_user_did_fkey" FOREIGN KEY ("user_did") REFERENCES "users"("did") ON DELETE CASCADE ON UPDATE CASCADE;
