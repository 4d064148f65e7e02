ALTER TABLE "public"."a" DETACH PARTITION "public"."m";
ALTER TABLE "public"."m" DETACH PARTITION "public"."n";
DROP TABLE "public"."m";
