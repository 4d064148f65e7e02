COMMENT ON CONSTRAINT "e" ON "public"."t" IS 'words';
ALTER INDEX "public"."e" SET ("fillfactor" = '50');
