ALTER DOMAIN "public"."d" RENAME CONSTRAINT "one" TO "two";
COMMENT ON CONSTRAINT "two" ON DOMAIN "public"."d" IS 'said';
ALTER DOMAIN "public"."e" ADD CONSTRAINT "filled" NOT NULL;
ALTER DOMAIN "public"."f" ADD CONSTRAINT "given" NOT NULL;
