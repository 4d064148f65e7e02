DROP INDEX "public"."i";
DROP INDEX "public"."j";
CREATE INDEX "i" ON "public"."t" USING btree ("a" COLLATE "C" "text_pattern_ops" DESC);
CREATE INDEX "j" ON "public"."t" USING btree ("b" NULLS FIRST);
