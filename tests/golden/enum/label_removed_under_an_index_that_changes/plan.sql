ALTER TYPE "public"."mood" RENAME TO "mood__mizzle_old";
DROP INDEX "public"."people_feel";
CREATE TYPE "public"."mood" AS ENUM ('sad', 'ok');
ALTER TABLE "public"."people" ALTER COLUMN "feels" TYPE "public"."mood" USING "feels"::pg_catalog.text::"public"."mood";
DROP TYPE "public"."mood__mizzle_old";
CREATE INDEX "people_feel" ON "public"."people" USING brin ("id") WITH ("pages_per_range" = '16') WHERE ((feels <> 'ok'::public.mood) AND (feels IS NOT NULL));
