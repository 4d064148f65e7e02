ALTER TABLE "public"."t"
    DROP COLUMN "a",
    ALTER COLUMN "b" TYPE integer;
DROP DOMAIN "public"."small";
DROP DOMAIN "public"."positive";
