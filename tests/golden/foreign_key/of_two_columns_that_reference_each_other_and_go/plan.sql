ALTER TABLE "public"."b" DROP CONSTRAINT "b_x_fkey";
ALTER TABLE "public"."a" DROP COLUMN "x";
ALTER TABLE "public"."b" DROP COLUMN "x";
