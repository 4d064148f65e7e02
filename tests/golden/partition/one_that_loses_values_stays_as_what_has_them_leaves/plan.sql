ALTER TABLE "public"."m" DETACH PARTITION "public"."n";
ALTER TABLE "public"."a" DETACH PARTITION "public"."m";
ALTER TABLE "public"."a" ATTACH PARTITION "public"."m" FOR VALUES IN (2);
ALTER TABLE "public"."a" ATTACH PARTITION "public"."n" FOR VALUES IN (1);
