COMMENT ON TYPE "public"."e" IS 'words';
