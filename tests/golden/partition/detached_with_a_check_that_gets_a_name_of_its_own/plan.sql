ALTER TABLE "public"."t" DETACH PARTITION "public"."ta";
ALTER TABLE "public"."ta" RENAME CONSTRAINT "c" TO "mine";
