ALTER TABLE "public"."m" DETACH PARTITION "public"."m1";
DROP INDEX "public"."m1_n_idx";
ALTER TABLE "public"."m1"
    DROP CONSTRAINT "m1_pkey",
    DROP CONSTRAINT "few";
