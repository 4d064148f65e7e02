ALTER TABLE "public"."t"
    DROP COLUMN "a",
    DROP COLUMN "b";
