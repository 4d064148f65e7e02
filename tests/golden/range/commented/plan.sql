COMMENT ON TYPE "public"."r" IS 'from to';
