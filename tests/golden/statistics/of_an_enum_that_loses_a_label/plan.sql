ALTER TYPE "public"."mood" RENAME TO "mood__mizzle_old";
DROP STATISTICS "public"."two";
CREATE TYPE "public"."mood" AS ENUM ('sad', 'ok');
ALTER TABLE "public"."t" ALTER COLUMN "m" TYPE "public"."mood" USING "m"::pg_catalog.text::"public"."mood";
DROP TYPE "public"."mood__mizzle_old";
CREATE STATISTICS "public"."two" ON "a", (m = 'ok'::public.mood) FROM "public"."t";
