ALTER OPERATOR FAMILY "public"."pairs" USING "btree" RENAME TO "sorted";
ALTER OPERATOR CLASS "public"."pairs" USING "btree" RENAME TO "sorted";
