ALTER TABLE "public"."above"
    ALTER COLUMN "id" TYPE bigint,
    ALTER COLUMN "n" TYPE bigint;
