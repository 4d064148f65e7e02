DROP OPERATOR CLASS "public"."pairs" USING "btree";
