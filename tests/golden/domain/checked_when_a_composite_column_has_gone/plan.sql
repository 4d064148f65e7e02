ALTER TABLE "public"."t" DROP COLUMN "c";
ALTER DOMAIN "public"."d" ADD CONSTRAINT "d_check" CHECK (VALUE > 0);
