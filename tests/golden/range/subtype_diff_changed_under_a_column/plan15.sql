ALTER TYPE "public"."floats" RENAME TO "floats__mizzle_old";
ALTER TYPE "public"."floats_multirange" RENAME TO "floats__mizzle_old_multirange";
ALTER FUNCTION "public"."floats_multirange"() RENAME TO "floats_multirange__mizzle_old";
ALTER FUNCTION "public"."floats"(double precision, double precision) RENAME TO "floats__mizzle_old";
ALTER FUNCTION "public"."floats"(double precision, double precision, text) RENAME TO "floats__mizzle_old";
DROP VIEW "public"."v";
CREATE TYPE "public"."floats" AS RANGE (SUBTYPE = double precision, SUBTYPE_DIFF = "float8mi");
ALTER TABLE "public"."t"
    ALTER COLUMN "a" TYPE "public"."floats" USING "a"::pg_catalog.text::"public"."floats",
    ALTER COLUMN "b" TYPE "public"."floats_multirange" USING "b"::pg_catalog.text::"public"."floats_multirange",
    ALTER COLUMN "c" TYPE "public"."floats"[] USING "c"::pg_catalog.text[]::"public"."floats"[];
DROP TYPE "public"."floats__mizzle_old";
CREATE VIEW "public"."v" AS
SELECT lower(t.a) AS lower
   FROM public.t;
