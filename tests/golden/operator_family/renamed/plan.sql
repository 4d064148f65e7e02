ALTER OPERATOR FAMILY "public"."f" USING "btree" RENAME TO "g";
