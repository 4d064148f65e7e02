ALTER TYPE "public"."mood" RENAME TO "mood__mizzle_old";
DROP POLICY "cheerful" ON "public"."notes";
CREATE TYPE "public"."mood" AS ENUM ('happy', 'sad');
ALTER TABLE "public"."notes" ALTER COLUMN "feels" TYPE "public"."mood" USING "feels"::pg_catalog.text::"public"."mood";
DROP TYPE "public"."mood__mizzle_old";
CREATE POLICY "cheerful" ON "public"."notes" USING (feels <> 'sad'::public.mood);
