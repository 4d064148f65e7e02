ALTER DOMAIN "public"."checked" RENAME TO "checked__mizzle_old";
CREATE DOMAIN "public"."checked" AS "public"."pair"[];
ALTER TABLE "public"."t"
    ALTER COLUMN "p" TYPE "public"."pair"[] USING CASE WHEN "p" IS DISTINCT FROM NULL THEN ARRAY["p"]::"public"."pair"[] END,
    ALTER COLUMN "q" TYPE "public"."checked" USING CASE WHEN "q" IS DISTINCT FROM NULL THEN ARRAY["q"]::"public"."checked" END;
DROP DOMAIN "public"."checked__mizzle_old";
