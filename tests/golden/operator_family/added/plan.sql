CREATE OPERATOR FAMILY "public"."f" USING "btree";
ALTER OPERATOR FAMILY "public"."f" USING "btree" ADD OPERATOR 1 "public".#< (public.pair, integer), FUNCTION 1 ("public"."pair", integer) "public"."pair_int"(public.pair, integer);
COMMENT ON OPERATOR FAMILY "public"."f" USING "btree" IS 'all';
