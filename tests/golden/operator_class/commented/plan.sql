COMMENT ON OPERATOR CLASS "public"."pairs" USING "btree" IS 'by a';
