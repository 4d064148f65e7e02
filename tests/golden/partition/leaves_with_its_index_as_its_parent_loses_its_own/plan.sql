ALTER TABLE "public"."a" DETACH PARTITION "public"."n";
DROP INDEX "public"."i";
