ALTER TABLE "public"."days"
    DROP COLUMN "extra",
    ALTER COLUMN "kind" TYPE character varying(9),
    ADD COLUMN "size" integer;
ALTER TABLE "public"."days" DETACH PARTITION "public"."may";
ALTER TABLE "public"."days" ATTACH PARTITION "public"."may" FOR VALUES FROM ('2026-05-01') TO ('2026-06-15');
