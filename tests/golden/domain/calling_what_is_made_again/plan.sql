ALTER DOMAIN "public"."amount" DROP CONSTRAINT "positive";
ALTER DOMAIN "public"."amount" DROP DEFAULT;
DROP FUNCTION "public"."positive"(integer);
DROP FUNCTION "public"."usual"();
CREATE FUNCTION "public"."positive"("b" integer)
    RETURNS boolean
    LANGUAGE "sql"
    IMMUTABLE
    AS $$SELECT $1 > 0$$;
CREATE FUNCTION "public"."usual"()
    RETURNS bigint
    LANGUAGE "sql"
    AS $$SELECT 1::bigint$$;
ALTER DOMAIN "public"."amount" ADD CONSTRAINT "positive" CHECK (public.positive(VALUE));
ALTER DOMAIN "public"."amount" SET DEFAULT public.usual();
