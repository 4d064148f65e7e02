ALTER TABLE "public"."t"
    DROP CONSTRAINT "y",
    DROP COLUMN "a",
    DROP COLUMN "b";
