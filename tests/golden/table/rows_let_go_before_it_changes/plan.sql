ALTER TABLE "public"."u" DROP COLUMN "x";
ALTER TABLE "public"."w" ALTER COLUMN "x" TYPE text USING "x"::pg_catalog.text::text;
ALTER TABLE "public"."t"
    ALTER COLUMN "id" TYPE bigint,
    ADD COLUMN "c" integer DEFAULT 5;
ALTER TABLE "public"."t" ALTER COLUMN "g" SET EXPRESSION AS (2);
