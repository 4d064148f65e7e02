ALTER TABLE "public"."p"
    DROP COLUMN "g",
    ADD COLUMN "g" integer GENERATED ALWAYS AS (id * 3) STORED;
