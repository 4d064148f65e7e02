ALTER TABLE "public"."t"
    DROP CONSTRAINT "t_r_excl",
    DROP COLUMN "live";
