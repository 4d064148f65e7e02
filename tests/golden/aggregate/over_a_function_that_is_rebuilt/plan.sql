DROP VIEW "public"."v";
DROP AGGREGATE "public"."a"(integer);
DROP FUNCTION "public"."step"(bigint, integer);
CREATE FUNCTION "public"."step"("named" bigint, integer)
    RETURNS bigint
    LANGUAGE "sql"
    IMMUTABLE
    AS $$SELECT 1::bigint$$;
CREATE AGGREGATE "public"."a"(integer) (
    SFUNC = "public"."step",
    STYPE = bigint
);
CREATE VIEW "public"."v" AS
SELECT public.a(1) AS a;
