ALTER TYPE "public"."mood" RENAME TO "mood__mizzle_old";
DROP OPERATOR "public".?> (public.mood__mizzle_old, public.mood__mizzle_old);
DROP FUNCTION "public"."above"("public"."mood__mizzle_old", "public"."mood__mizzle_old");
CREATE TYPE "public"."mood" AS ENUM ('low', 'high');
CREATE FUNCTION "public"."above"("a" "public"."mood", "b" "public"."mood")
    RETURNS boolean
    LANGUAGE "sql"
    IMMUTABLE
    AS $$SELECT $1::text > $2::text$$;
CREATE OPERATOR "public".?> (FUNCTION = "public"."above", LEFTARG = "public"."mood", RIGHTARG = "public"."mood");
ALTER TABLE "public"."days" ALTER COLUMN "m" TYPE "public"."mood" USING "m"::pg_catalog.text::"public"."mood";
DROP TYPE "public"."mood__mizzle_old";
