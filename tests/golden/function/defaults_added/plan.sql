CREATE OR REPLACE FUNCTION "public"."f"("a" integer, "b" integer DEFAULT 2)
    RETURNS integer
    LANGUAGE "sql"
    AS $$SELECT a$$;
