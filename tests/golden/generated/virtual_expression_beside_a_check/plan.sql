ALTER TABLE "public"."t"
    DROP COLUMN "b",
    ADD COLUMN "b" integer GENERATED ALWAYS AS (a + 2) VIRTUAL;
