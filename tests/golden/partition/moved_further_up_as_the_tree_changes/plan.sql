ALTER TABLE "public"."spring" DETACH PARTITION "public"."may";
ALTER TABLE "public"."days"
    ALTER COLUMN "kind" TYPE bigint,
    ADD COLUMN "size" integer;
ALTER TABLE "public"."days" DETACH PARTITION "public"."spring";
ALTER TABLE "public"."days" ATTACH PARTITION "public"."spring" FOR VALUES FROM ('2026-03-01') TO ('2026-05-01');
ALTER TABLE "public"."may"
    ALTER COLUMN "kind" TYPE bigint,
    ADD COLUMN "size" integer;
ALTER TABLE "public"."days" ATTACH PARTITION "public"."may" FOR VALUES FROM ('2026-05-01') TO ('2026-06-01');
