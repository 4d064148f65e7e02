ALTER TABLE "public"."t" ALTER COLUMN "x" DROP EXPRESSION;
ALTER TABLE "public"."t" ALTER COLUMN "x" TYPE text;
ALTER TABLE "public"."t"
    DROP COLUMN "a",
    ALTER COLUMN "id" TYPE bigint USING "id"::bigint;
