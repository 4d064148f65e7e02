ALTER OPERATOR FAMILY "public"."f" USING "btree" DROP OPERATOR 1 (public.pair, integer), FUNCTION 1 ("public"."pair", integer);
ALTER OPERATOR FAMILY "public"."f" USING "btree" ADD OPERATOR 5 "public".#< (public.pair, integer);
