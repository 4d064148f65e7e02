DROP FUNCTION "public"."changed"(integer);
CREATE FUNCTION "public"."changed"(integer)
    RETURNS text
    LANGUAGE "sql"
    AS $$SELECT '1'$$;
CREATE FUNCTION "public"."fresh"(integer)
    RETURNS integer
    LANGUAGE "sql"
    AS $$SELECT 1$$;
GRANT EXECUTE ON ROUTINE "public"."five"() TO "app";
GRANT EXECUTE ON ROUTINE "public"."four"(integer) TO "app";
REVOKE EXECUTE ON ROUTINE "public"."changed"(integer) FROM PUBLIC;
GRANT EXECUTE ON ROUTINE "public"."changed"(integer) TO "app";
REVOKE EXECUTE ON ROUTINE "public"."fresh"(integer) FROM PUBLIC;
REVOKE EXECUTE ON ROUTINE "public"."one"(integer) FROM PUBLIC;
REVOKE EXECUTE ON ROUTINE "public"."three"() FROM PUBLIC;
REVOKE EXECUTE ON ROUTINE "public"."two"(text[], integer[]) FROM PUBLIC;
GRANT EXECUTE ON ROUTINE "public"."two"(text[], integer[]) TO "app" WITH GRANT OPTION;
