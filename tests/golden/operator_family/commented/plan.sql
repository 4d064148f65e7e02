COMMENT ON OPERATOR FAMILY "public"."f" USING "btree" IS 'c';
