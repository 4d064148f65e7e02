DROP FUNCTION "public"."f"();
CREATE FUNCTION "public"."f"()
    RETURNS SETOF integer
    LANGUAGE "sql"
    AS $$SELECT 1$$;
