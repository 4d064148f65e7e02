DROP AGGREGATE "public"."d"(integer);
DROP VIEW "public"."v";
DROP AGGREGATE "public"."c"(integer);
CREATE OR REPLACE AGGREGATE "public"."a"(integer) (
    SFUNC = "public"."step",
    STYPE = bigint,
    FINALFUNC = "public"."last",
    INITCOND = '0',
    PARALLEL = SAFE
);
COMMENT ON AGGREGATE "public"."b"(integer) IS 'new';
CREATE FUNCTION "public"."d"(integer)
    RETURNS integer
    LANGUAGE "sql"
    AS $$SELECT 1$$;
CREATE AGGREGATE "public"."c"(integer) (
    SFUNC = "int4larger",
    STYPE = integer
);
COMMENT ON AGGREGATE "public"."c"(integer) IS 'stays';
CREATE VIEW "public"."v" AS
SELECT public.a(1) AS a,
    public.c(1) AS c;
