CREATE UNIQUE INDEX "i" ON "public"."t" USING btree ("a" DESC NULLS LAST, (lower(b)) COLLATE "C" "text_pattern_ops") INCLUDE ("id") WITH ("fillfactor" = '70', "deduplicate_items" = 'off') WHERE ((a > 0) AND (b = ANY (ARRAY['x'::text, 'y'::text])));
COMMENT ON INDEX "public"."i" IS 'words';
