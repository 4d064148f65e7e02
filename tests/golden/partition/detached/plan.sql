ALTER TABLE "public"."m" DETACH PARTITION "public"."m1";
