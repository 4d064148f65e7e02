COMMENT ON TABLE "public"."t" IS 'words';
