COMMENT ON SEQUENCE "public"."s" IS 'words';
