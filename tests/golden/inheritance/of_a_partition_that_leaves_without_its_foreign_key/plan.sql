ALTER TABLE "public"."p" DETACH PARTITION "public"."c";
ALTER TABLE "public"."c" DROP CONSTRAINT "p_k";
ALTER TABLE "public"."n" INHERIT "public"."c";
