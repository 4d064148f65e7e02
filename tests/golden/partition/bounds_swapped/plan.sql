ALTER TABLE "public"."p" DETACH PARTITION "public"."p1";
ALTER TABLE "public"."p" DETACH PARTITION "public"."p2";
ALTER TABLE "public"."p" ATTACH PARTITION "public"."p1" FOR VALUES FROM (10) TO (20);
ALTER TABLE "public"."p" ATTACH PARTITION "public"."p2" FOR VALUES FROM (1) TO (10);
