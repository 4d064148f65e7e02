COMMENT ON CONSTRAINT "f" ON "public"."c" IS 'words';
