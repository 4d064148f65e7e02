DROP TABLE "public"."p5";
ALTER TABLE "public"."p" DETACH PARTITION "public"."p7";
ALTER TABLE "public"."p" ATTACH PARTITION "public"."loose" FOR VALUES FROM (15) TO (20);
CREATE TABLE "public"."a" PARTITION OF "public"."p" FOR VALUES FROM (1) TO (15);
