ALTER TABLE "public"."t"
    DROP COLUMN "parent",
    DROP COLUMN "a",
    DROP COLUMN "kind";
