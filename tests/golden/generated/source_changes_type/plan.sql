ALTER TABLE "public"."t"
    DROP COLUMN "c",
    ALTER COLUMN "a" TYPE bigint,
    ADD COLUMN "c" integer GENERATED ALWAYS AS (a * 2) STORED;
CREATE INDEX "t_c_idx" ON "public"."t" USING btree ("c");
