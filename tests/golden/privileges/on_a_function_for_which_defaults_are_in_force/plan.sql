CREATE FUNCTION "public"."one"(integer)
    RETURNS integer
    LANGUAGE "sql"
    AS $$SELECT 1$$;
GRANT EXECUTE ON ROUTINE "public"."one"(integer) TO PUBLIC;
