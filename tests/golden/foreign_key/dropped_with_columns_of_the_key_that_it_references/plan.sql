ALTER TABLE "public"."t"
    DROP COLUMN "b",
    DROP COLUMN "a";
