ALTER TABLE "public"."t" DROP COLUMN "g";
ALTER TABLE "public"."u" DROP COLUMN "x";
ALTER TABLE "public"."w" ALTER COLUMN "x" TYPE text USING "x"::pg_catalog.text::text;
ALTER TABLE "public"."t"
    ALTER COLUMN "id" TYPE bigint,
    ADD COLUMN "g" integer GENERATED ALWAYS AS (2) STORED,
    ADD COLUMN "c" integer DEFAULT 5;
