ALTER TABLE "public"."t"
    DROP COLUMN "g",
    ADD COLUMN "g" integer GENERATED ALWAYS AS (a + 2) VIRTUAL;
