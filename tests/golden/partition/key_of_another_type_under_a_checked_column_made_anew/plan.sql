ALTER TABLE "public"."t" RENAME TO "t__mizzle_old";
ALTER TABLE "public"."t__mizzle_old" DETACH PARTITION "public"."ta";
CREATE TABLE "public"."t" (
    "id" bigint,
    "g" bigint GENERATED ALWAYS AS (id * 2) STORED,
    CONSTRAINT "c" CHECK (g > 0)
) PARTITION BY RANGE (id);
ALTER TABLE "public"."ta"
    DROP COLUMN "g",
    ALTER COLUMN "id" TYPE bigint,
    ADD COLUMN "g" bigint GENERATED ALWAYS AS (id * 2) STORED,
    ADD CONSTRAINT "c" CHECK (g > 0);
DROP TABLE "public"."t__mizzle_old";
ALTER TABLE "public"."t" ATTACH PARTITION "public"."ta" FOR VALUES FROM ('0') TO ('10');
CREATE INDEX "t_g" ON "public"."t" USING btree ("g");
