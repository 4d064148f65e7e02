ALTER TABLE "public"."h" NO INHERIT "public"."p";
ALTER TABLE "public"."p"
    DROP COLUMN "v",
    ADD COLUMN "v" integer GENERATED ALWAYS AS (id + 1) STORED,
    ADD CONSTRAINT "p_v_check" CHECK (v > 0);
