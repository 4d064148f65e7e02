CREATE OR REPLACE FUNCTION "public"."f"("a" integer)
    RETURNS integer
    LANGUAGE "plpgsql"
    STABLE
    AS $$BEGIN RETURN a; END$$;
