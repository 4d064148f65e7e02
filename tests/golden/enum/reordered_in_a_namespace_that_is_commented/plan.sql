ALTER TYPE "app"."kind" RENAME TO "kind__mizzle_old";
COMMENT ON SCHEMA "app" IS 'ours';
CREATE TYPE "app"."kind" AS ENUM ('a', 'b');
ALTER TABLE "app"."users" ALTER COLUMN "kind" TYPE "app"."kind"[] USING "kind"::pg_catalog.text[]::"app"."kind"[];
DROP TYPE "app"."kind__mizzle_old";
