ALTER TYPE "public"."p" ADD ATTRIBUTE "y" "public"."x"[];
ALTER TABLE "public"."x" ADD COLUMN "b" integer;
