DROP INDEX "public"."pc";
ALTER TABLE "public"."q" DETACH PARTITION "public"."q2";
ALTER INDEX "public"."r_pkey" ATTACH PARTITION "public"."r2_pkey";
ALTER INDEX "public"."pb" ATTACH PARTITION "public"."p2_b_idx";
CREATE INDEX "pc" ON "public"."p" USING btree ("c");
