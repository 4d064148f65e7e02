COMMENT ON CONSTRAINT "u" ON "public"."t" IS 'words';
ALTER INDEX "public"."u" RESET ("fillfactor");
