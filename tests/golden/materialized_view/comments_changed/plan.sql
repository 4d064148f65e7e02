COMMENT ON COLUMN "public"."m"."id" IS 'i';
COMMENT ON MATERIALIZED VIEW "public"."m" IS 'm';
