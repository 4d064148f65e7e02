CREATE FUNCTION "public"."length_of"("a" text)
    RETURNS integer
    LANGUAGE "sql"
    IMMUTABLE
    AS $$SELECT length($1)$$;
CREATE OPERATOR "public".?> (FUNCTION = "public"."has", LEFTARG = text, RIGHTARG = text, RESTRICT = "contsel", JOIN = "contjoinsel");
COMMENT ON OPERATOR "public".?> (text, text) IS 'holds';
CREATE OPERATOR "public".@# (FUNCTION = "public"."length_of", RIGHTARG = text);
CREATE VIEW "public"."seen" AS
SELECT (OPERATOR(public.@#) 'abc'::text) AS n,
    ('abc'::text OPERATOR(public.?>) 'b'::text) AS yes;
