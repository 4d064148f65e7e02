DROP FUNCTION "public"."f"(integer);
DROP FUNCTION "public"."o"();
DROP PROCEDURE "public"."p"();
DROP FUNCTION "public"."w"();
DROP VIEW "public"."uses";
DROP FUNCTION "public"."v"(integer[]);
CREATE OR REPLACE FUNCTION "public"."single"(OUT "b" integer)
    LANGUAGE "sql"
    AS $$ SELECT 1 $$;
CREATE PROCEDURE "public"."f"("a" integer)
    LANGUAGE "sql"
    AS $$$$;
CREATE FUNCTION "public"."o"(OUT "a" integer, OUT "c" text)
    LANGUAGE "sql"
    AS $$ SELECT 1, 'x' $$;
CREATE PROCEDURE "public"."p"(OUT "b" integer)
    LANGUAGE "sql"
    AS $$ SELECT 1 $$;
CREATE FUNCTION "public"."v"("a" integer[])
    RETURNS integer
    LANGUAGE "sql"
    AS $$SELECT 1$$;
CREATE FUNCTION "public"."w"()
    RETURNS integer
    LANGUAGE "sql"
    AS $$SELECT 1$$;
CREATE VIEW "public"."uses" AS
SELECT public.v(ARRAY[1, 2]) AS v;
