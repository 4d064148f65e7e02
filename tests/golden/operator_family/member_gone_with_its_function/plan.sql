DROP FUNCTION "public"."pair_int"("public"."pair", integer);
