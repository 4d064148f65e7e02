CREATE SCHEMA "select";
CREATE TYPE "select"."order" AS ENUM ('a');
CREATE FUNCTION "public"."number"("select"."order")
    RETURNS integer
    LANGUAGE "sql"
    IMMUTABLE
    AS $$SELECT 1$$;
CREATE CAST ("select"."order" AS integer) WITH FUNCTION "public"."number"("select"."order");
