ALTER TABLE "public"."m" DETACH PARTITION "public"."n";
DROP INDEX "public"."n_id_idx1";
