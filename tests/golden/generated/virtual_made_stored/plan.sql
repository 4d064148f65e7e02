ALTER TABLE "public"."t"
    DROP COLUMN "c",
    ADD COLUMN "c" integer GENERATED ALWAYS AS (a * 2) STORED;
