ALTER TABLE "public"."days" DETACH PARTITION "public"."may";
ALTER TABLE "public"."days"
    DROP COLUMN "extra",
    ALTER COLUMN "kind" TYPE character varying(9),
    ADD COLUMN "size" integer;
