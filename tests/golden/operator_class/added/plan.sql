CREATE OPERATOR FAMILY "public"."pairs" USING "btree";
CREATE OPERATOR FAMILY "public"."pairs" USING "hash";
CREATE OPERATOR CLASS "public"."pairs" DEFAULT FOR TYPE "public"."pair" USING "btree" FAMILY "public"."pairs" AS
    OPERATOR 1 "public".#< (public.pair, public.pair),
    OPERATOR 3 "public".#= (public.pair, public.pair),
    FUNCTION 1 ("public"."pair", "public"."pair") "public"."pair_cmp"(public.pair, public.pair);
COMMENT ON OPERATOR CLASS "public"."pairs" USING "btree" IS 'by a';
CREATE OPERATOR CLASS "public"."pairs" DEFAULT FOR TYPE "public"."pair" USING "hash" FAMILY "public"."pairs" AS
    OPERATOR 1 "public".#= (public.pair, public.pair),
    FUNCTION 1 ("public"."pair", "public"."pair") "public"."pair_hash"(public.pair);
CREATE INDEX "t_h" ON "public"."t" USING hash ("p");
CREATE INDEX "t_p" ON "public"."t" USING btree ("p");
