-- How the app looks and speaks for a person, on every device. No language means the browser's.
CREATE TYPE "theme" AS ENUM ('system', 'light', 'dark');
CREATE TYPE "motion" AS ENUM ('system', 'reduced');

ALTER TABLE "users"
  ADD COLUMN "theme" "theme" NOT NULL DEFAULT 'system',
  ADD COLUMN "motion" "motion" NOT NULL DEFAULT 'system',
  ADD COLUMN "language" TEXT;
