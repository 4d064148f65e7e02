ALTER TABLE "public"."t"
    DROP CONSTRAINT "c",
    ALTER COLUMN "n" DROP DEFAULT;
DROP FUNCTION "public"."fits"("public"."t");
DROP FUNCTION "public"."next"("public"."t");
DROP TABLE "public"."t";
