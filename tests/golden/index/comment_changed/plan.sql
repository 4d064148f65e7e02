COMMENT ON INDEX "public"."i" IS 'words';
