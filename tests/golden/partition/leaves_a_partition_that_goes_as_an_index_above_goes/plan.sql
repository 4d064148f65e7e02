ALTER TABLE "public"."m" DETACH PARTITION "public"."n";
ALTER TABLE "public"."m" DETACH PARTITION "public"."o";
DROP INDEX "public"."o_id_idx";
DROP TABLE "public"."m";
DROP INDEX "public"."i";
