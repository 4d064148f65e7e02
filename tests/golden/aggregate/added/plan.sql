CREATE FUNCTION "app"."back"(bigint, integer)
    RETURNS bigint
    LANGUAGE "sql"
    IMMUTABLE
    AS $$SELECT 1::bigint$$;
CREATE FUNCTION "app"."joined"(bigint, bigint)
    RETURNS bigint
    LANGUAGE "sql"
    IMMUTABLE PARALLEL SAFE
    AS $$SELECT 1::bigint$$;
CREATE FUNCTION "app"."last"(bigint)
    RETURNS text
    LANGUAGE "sql"
    IMMUTABLE
    AS $$ SELECT 'x' $$;
CREATE FUNCTION "app"."last_extra"(bigint, integer)
    RETURNS text
    LANGUAGE "sql"
    IMMUTABLE
    AS $$ SELECT 'x' $$;
CREATE FUNCTION "app"."step"("app_state" bigint, integer)
    RETURNS bigint
    LANGUAGE "sql"
    IMMUTABLE
    AS $$SELECT 1::bigint$$;
CREATE AGGREGATE "app"."counted"(*) (
    SFUNC = "int8inc",
    STYPE = bigint,
    INITCOND = '0'
);
COMMENT ON AGGREGATE "app"."counted"(*) IS 'counts';
CREATE AGGREGATE "app"."full"("value" integer) (
    SFUNC = "app"."step",
    STYPE = bigint,
    SSPACE = 64,
    FINALFUNC = "app"."last_extra",
    FINALFUNC_EXTRA,
    FINALFUNC_MODIFY = SHAREABLE,
    INITCOND = '0',
    COMBINEFUNC = "app"."joined",
    PARALLEL = SAFE
);
CREATE AGGREGATE "app"."joined_up"(VARIADIC "texts" text[]) (
    SFUNC = "array_cat",
    STYPE = text[]
);
CREATE AGGREGATE "app"."largest"(integer) (
    SFUNC = "int4larger",
    STYPE = integer,
    SORTOP = OPERATOR(>)
);
CREATE AGGREGATE "app"."middle"(double precision ORDER BY anyelement) (
    SFUNC = "ordered_set_transition",
    STYPE = internal,
    FINALFUNC = "percentile_disc_final",
    FINALFUNC_EXTRA
);
COMMENT ON AGGREGATE "app"."middle"(double precision ORDER BY anyelement) IS 'middles';
CREATE AGGREGATE "app"."moving"(integer) (
    SFUNC = "app"."step",
    STYPE = bigint,
    FINALFUNC = "app"."last",
    MSFUNC = "app"."step",
    MSTYPE = bigint,
    MINVFUNC = "app"."back",
    MSSPACE = 32,
    MFINALFUNC = "app"."last",
    MFINALFUNC_MODIFY = READ_WRITE,
    MINITCOND = '1'
);
CREATE AGGREGATE "app"."placed"(VARIADIC "any" ORDER BY VARIADIC "any") (
    SFUNC = "ordered_set_transition_multi",
    STYPE = internal,
    FINALFUNC = "rank_final",
    FINALFUNC_EXTRA,
    HYPOTHETICAL
);
CREATE AGGREGATE "app"."plain"(integer) (
    SFUNC = "app"."step",
    STYPE = bigint
);
CREATE AGGREGATE "app"."serial"(numeric) (
    SFUNC = "numeric_accum",
    STYPE = internal,
    FINALFUNC = "numeric_sum",
    COMBINEFUNC = "numeric_combine",
    SERIALFUNC = "numeric_serialize",
    DESERIALFUNC = "numeric_deserialize",
    PARALLEL = RESTRICTED
);
CREATE VIEW "app"."v" AS
SELECT app.plain(1) AS plain;
