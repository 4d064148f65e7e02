ALTER TABLE "public"."t"
    DROP COLUMN "l",
    DROP COLUMN "s";
DROP TYPE "public"."s";
