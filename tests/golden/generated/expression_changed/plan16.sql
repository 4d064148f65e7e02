ALTER TABLE "public"."t"
    DROP COLUMN "c",
    ADD COLUMN "c" integer GENERATED ALWAYS AS (a * 3) STORED,
    ADD CONSTRAINT "t_c_key" UNIQUE ("c"),
    ADD CONSTRAINT "t_c_check" CHECK (c > 0);
CREATE INDEX "t_a_c_idx" ON "public"."t" USING btree ("a", "c");
