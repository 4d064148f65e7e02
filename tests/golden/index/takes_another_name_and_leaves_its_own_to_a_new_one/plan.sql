ALTER INDEX "public"."i" RENAME TO "j";
CREATE INDEX "i" ON "public"."t" USING btree ("b");
