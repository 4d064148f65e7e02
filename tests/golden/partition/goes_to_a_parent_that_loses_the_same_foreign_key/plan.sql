ALTER TABLE "public"."z" DETACH PARTITION "public"."n";
ALTER TABLE "public"."a" DROP CONSTRAINT "f";
ALTER TABLE "public"."n" DROP CONSTRAINT "f";
ALTER TABLE "public"."a" ATTACH PARTITION "public"."n" FOR VALUES IN (1);
ALTER TABLE "public"."z" DROP CONSTRAINT "f";
