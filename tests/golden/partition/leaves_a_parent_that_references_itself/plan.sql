ALTER TABLE "public"."p" DETACH PARTITION "public"."q";
ALTER TABLE "public"."q" DROP CONSTRAINT "f";
