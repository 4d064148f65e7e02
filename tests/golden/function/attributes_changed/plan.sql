ALTER FUNCTION "public"."f"(integer) STABLE ROWS 7 RESET "work_mem" SET "search_path" TO 'public', 'pg_temp' SET "TimeZone" TO 'UTC';
ALTER FUNCTION "public"."g"(integer) VOLATILE CALLED ON NULL INPUT NOT LEAKPROOF PARALLEL UNSAFE COST 100;
COMMENT ON FUNCTION "public"."g"(integer) IS 'changed';
ALTER PROCEDURE "public"."p"() SECURITY INVOKER SET "search_path" TO '';
