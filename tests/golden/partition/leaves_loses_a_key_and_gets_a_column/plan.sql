ALTER TABLE "public"."n" DROP CONSTRAINT "n2";
ALTER TABLE "public"."a" DETACH PARTITION "public"."n";
ALTER TABLE "public"."n" ADD COLUMN "b" text;
