COMMENT ON COLUMN "public"."v"."id" IS 'y';
COMMENT ON COLUMN "public"."v"."n" IS NULL;
COMMENT ON VIEW "public"."v" IS 'b';
