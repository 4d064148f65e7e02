ALTER TABLE "public"."p" DETACH PARTITION "public"."p1";
ALTER TABLE "public"."p1"
    DROP CONSTRAINT "p1_pkey",
    DROP CONSTRAINT "ck";
ALTER TABLE "public"."q" ATTACH PARTITION "public"."p1" FOR VALUES FROM (1) TO (10);
