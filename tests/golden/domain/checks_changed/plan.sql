ALTER DOMAIN "public"."d" RENAME CONSTRAINT "old_name" TO "new_name";
ALTER DOMAIN "public"."d" DROP CONSTRAINT "gone";
ALTER DOMAIN "public"."d" ADD CONSTRAINT "added" CHECK (VALUE <> 1000);
ALTER DOMAIN "public"."d" DROP CONSTRAINT "changed";
ALTER DOMAIN "public"."d" ADD CONSTRAINT "changed" CHECK (VALUE <> 33);
COMMENT ON CONSTRAINT "changed" ON DOMAIN "public"."d" IS 'one';
COMMENT ON CONSTRAINT "kept" ON DOMAIN "public"."d" IS 'two';
ALTER DOMAIN "public"."d" VALIDATE CONSTRAINT "pending";
