DROP INDEX "public"."t_p";
DROP OPERATOR CLASS "public"."pairs" USING "btree";
DROP OPERATOR "public".#= (public.pair, public.pair);
DROP FUNCTION "public"."pair_eq"("public"."pair", "public"."pair");
CREATE FUNCTION "public"."pair_equal"("public"."pair", "public"."pair")
    RETURNS boolean
    LANGUAGE "sql"
    IMMUTABLE
    AS $$SELECT ($1).a = ($2).a$$;
CREATE OPERATOR "public".#= (FUNCTION = "public"."pair_equal", LEFTARG = "public"."pair", RIGHTARG = "public"."pair");
CREATE OPERATOR CLASS "public"."pairs" DEFAULT FOR TYPE "public"."pair" USING "btree" FAMILY "public"."pairs" AS
    OPERATOR 1 "public".#< (public.pair, public.pair),
    OPERATOR 3 "public".#= (public.pair, public.pair),
    FUNCTION 1 ("public"."pair", "public"."pair") "public"."pair_cmp"(public.pair, public.pair);
CREATE INDEX "t_p" ON "public"."t" USING btree ("p");
