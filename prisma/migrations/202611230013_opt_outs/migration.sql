-- CreateEnum
CREATE TYPE "opt_out_by" AS ENUM ('self', 'operator');

-- CreateTable
CREATE TABLE "opt_outs" (
    "did" TEXT NOT NULL,
    "since" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "by" "opt_out_by" NOT NULL,

    CONSTRAINT "opt_outs_pkey" PRIMARY KEY ("did"),
    CONSTRAINT "opt_outs_did_check" CHECK ("did" ~ '^did:[a-z]+:.')
);

-- Whoever does not want to be found is nobody's match, whatever writes matches: such a row is left out, silently, so that
-- what is saved together with it is saved.
CREATE FUNCTION leave_out_opted_out() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
    RETURN CASE WHEN EXISTS (SELECT FROM opt_outs WHERE did = NEW.atproto_did) THEN NULL ELSE NEW END;
END
$$;
CREATE TRIGGER "atproto_matches_opted_out" BEFORE INSERT ON "atproto_matches"
    FOR EACH ROW EXECUTE FUNCTION leave_out_opted_out();
