CREATE FUNCTION "app"."Quoted (one)"(integer)
    RETURNS integer
    LANGUAGE "sql"
    AS $$SELECT $1$$;
CREATE FUNCTION "app"."expression"("a" integer)
    RETURNS integer
    LANGUAGE "sql"
    RETURN (a + 1);
CREATE PROCEDURE "app"."idle"()
    LANGUAGE "sql"
    AS $$$$;
CREATE FUNCTION "app"."many"()
    RETURNS SETOF integer
    LANGUAGE "sql"
    SET "search_path" TO 'app', 'Weird, one', '$user'
    AS $$SELECT 1$$;
CREATE FUNCTION "app"."moved"()
    RETURNS trigger
    LANGUAGE "plpgsql"
    AS $$BEGIN RETURN new; END$$;
CREATE FUNCTION "app"."one"()
    RETURNS TABLE("id" integer)
    LANGUAGE "sql"
    BEGIN ATOMIC
 SELECT 1;
END;
CREATE FUNCTION "app"."outs"("a" integer, OUT "b" integer, INOUT "c" text DEFAULT (now())::text)
    LANGUAGE "plpgsql"
    AS $body$ BEGIN b := a; EXECUTE $$ SELECT $$; END $body$;
CREATE FUNCTION "app"."plain"("a" bigint)
    RETURNS text
    LANGUAGE "sql"
    AS $$SELECT a::text$$;
COMMENT ON FUNCTION "app"."plain"(bigint) IS 'the wide one';
CREATE FUNCTION "app"."plain"("a" integer, "b" text DEFAULT 'x'::text)
    RETURNS text
    LANGUAGE "sql"
    IMMUTABLE STRICT PARALLEL SAFE
    AS $$ SELECT repeat(b, a) $$;
CREATE FUNCTION "app"."ranked"()
    RETURNS bigint
    LANGUAGE "internal"
    WINDOW
    IMMUTABLE STRICT
    AS $$window_row_number$$;
CREATE FUNCTION "app"."rows"(VARIADIC "ids" bigint[])
    RETURNS TABLE("id" bigint, "at" timestamp with time zone)
    LANGUAGE "plpgsql"
    STABLE SECURITY DEFINER COST 0.5 ROWS 5 SET "search_path" TO '' SET "work_mem" TO '8MB' SET "my"."key" TO 'it''s'
    AS $$ BEGIN END $$;
CREATE PROCEDURE "app"."work"("a" integer, OUT "b" integer)
    LANGUAGE "plpgsql"
    AS $$BEGIN b := a; END$$;
COMMENT ON PROCEDURE "app"."work"(IN integer) IS 'works';
