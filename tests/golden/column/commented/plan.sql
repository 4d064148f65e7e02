COMMENT ON COLUMN "public"."t"."a" IS 'words';
COMMENT ON COLUMN "public"."t"."b" IS 'it''s';
