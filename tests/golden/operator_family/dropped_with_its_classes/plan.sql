DROP INDEX "public"."t_p";
DROP OPERATOR FAMILY "public"."f" USING "btree";
