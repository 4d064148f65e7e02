ALTER TABLE "public"."t"
    DROP CONSTRAINT "c",
    ALTER COLUMN "n" DROP DEFAULT,
    ALTER COLUMN "id" TYPE bigint,
    ADD COLUMN "more" text;
DROP FUNCTION "public"."fits"("public"."t");
DROP FUNCTION "public"."next"("public"."t");
CREATE FUNCTION "public"."fits"("b" "public"."t")
    RETURNS boolean
    LANGUAGE "sql"
    IMMUTABLE
    AS $$SELECT true$$;
CREATE FUNCTION "public"."next"("b" "public"."t")
    RETURNS integer
    LANGUAGE "sql"
    IMMUTABLE
    AS $$SELECT 1$$;
ALTER TABLE "public"."t"
    ALTER COLUMN "n" SET DEFAULT public.next(NULL::public.t),
    ADD CONSTRAINT "c" CHECK (public.fits(t.*));
