DROP FUNCTION "public"."f"(integer, integer);
CREATE FUNCTION "public"."f"("a" integer, "b" integer)
    RETURNS integer
    LANGUAGE "sql"
    AS $$SELECT a$$;
