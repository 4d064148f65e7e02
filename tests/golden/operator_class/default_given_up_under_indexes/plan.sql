DROP INDEX "public"."t_p";
DROP OPERATOR CLASS "public"."pairs" USING "btree";
CREATE OPERATOR CLASS "public"."pairs" FOR TYPE "public"."pair" USING "btree" FAMILY "public"."pairs" AS
    OPERATOR 1 "public".#< (public.pair, public.pair),
    OPERATOR 3 "public".#= (public.pair, public.pair),
    FUNCTION 1 ("public"."pair", "public"."pair") "public"."pair_cmp"(public.pair, public.pair);
CREATE INDEX "t_p" ON "public"."t" USING btree ("p" "public"."pairs");
