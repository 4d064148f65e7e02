ALTER OPERATOR FAMILY "public"."pairs" USING "btree" ADD OPERATOR 3 "public".#= (public.pair, public.pair);
