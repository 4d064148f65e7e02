DROP FUNCTION "public"."f"(integer, integer);
CREATE OR REPLACE FUNCTION "public"."g"("b" integer)
    RETURNS integer
    LANGUAGE "sql"
    AS $$SELECT 1$$;
CREATE FUNCTION "public"."f"("b" integer, integer)
    RETURNS integer
    LANGUAGE "sql"
    AS $$SELECT 1$$;
