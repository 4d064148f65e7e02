CREATE OR REPLACE FUNCTION "public"."checker"(oid)
    RETURNS void
    LANGUAGE "c"
    STRICT COST 3.3
    AS '$libdir/plpgsql', 'plpgsql_validator';
ALTER FUNCTION "public"."supported"(text, text) COST 0.1 SUPPORT "textlike_support";
CREATE OR REPLACE FUNCTION "public"."unsupported"(text, text)
    RETURNS boolean
    LANGUAGE "internal"
    IMMUTABLE STRICT
    AS $$textlike$$;
CREATE FUNCTION "public"."more"()
    RETURNS language_handler
    LANGUAGE "c"
    AS '$libdir/plpgsql', 'plpgsql_call_handler';
