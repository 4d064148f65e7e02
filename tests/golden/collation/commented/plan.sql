COMMENT ON COLLATION "public"."plain" IS 'two';
