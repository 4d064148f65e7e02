ALTER TABLE "public"."p1"
    ADD COLUMN "a" text DEFAULT 'd'::text,
    ALTER COLUMN "id" SET NOT NULL,
    ALTER COLUMN "k" SET NOT NULL,
    ADD CONSTRAINT "ck" CHECK (k > 0);
ALTER TABLE "public"."p" ATTACH PARTITION "public"."p1" FOR VALUES FROM (1) TO (10);
