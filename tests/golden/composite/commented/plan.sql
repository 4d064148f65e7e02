COMMENT ON TYPE "public"."p" IS 'a point';
