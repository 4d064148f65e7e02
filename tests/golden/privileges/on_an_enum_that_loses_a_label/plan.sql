ALTER TYPE "public"."mood" RENAME TO "mood__mizzle_old";
CREATE TYPE "public"."mood" AS ENUM ('a', 'b');
REVOKE USAGE ON TYPE "public"."mood" FROM PUBLIC;
GRANT USAGE ON TYPE "public"."mood" TO "app";
ALTER TABLE "public"."notes" ALTER COLUMN "feels" TYPE "public"."mood" USING "feels"::pg_catalog.text::"public"."mood";
DROP TYPE "public"."mood__mizzle_old";
