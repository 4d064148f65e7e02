CREATE TABLE "public"."t" (
    "id" integer,
    "n" integer
);
CREATE FUNCTION "public"."fits"("a" "public"."t")
    RETURNS boolean
    LANGUAGE "sql"
    IMMUTABLE
    AS $$SELECT true$$;
CREATE FUNCTION "public"."next"("a" "public"."t")
    RETURNS integer
    LANGUAGE "sql"
    IMMUTABLE
    AS $$SELECT 1$$;
ALTER TABLE "public"."t"
    ALTER COLUMN "n" SET DEFAULT public.next(NULL::public.t),
    ADD CONSTRAINT "c" CHECK (public.fits(t.*));
