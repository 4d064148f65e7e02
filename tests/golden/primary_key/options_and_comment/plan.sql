COMMENT ON CONSTRAINT "t_pkey" ON "public"."t" IS 'words';
ALTER INDEX "public"."t_pkey" SET ("fillfactor" = '60');
