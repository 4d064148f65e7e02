ALTER DOMAIN "public"."d" RENAME TO "d__mizzle_old";
ALTER TYPE "public"."ds" RENAME TO "ds__mizzle_old";
ALTER TYPE "public"."ds_multirange" RENAME TO "ds__mizzle_old_multirange";
ALTER FUNCTION "public"."ds_multirange"() RENAME TO "ds_multirange__mizzle_old";
CREATE DOMAIN "public"."d" AS bigint;
CREATE TYPE "public"."ds" AS RANGE (SUBTYPE = "public"."d");
ALTER TABLE "public"."t"
    ALTER COLUMN "a" TYPE "public"."ds" USING "a"::pg_catalog.text::"public"."ds",
    ALTER COLUMN "b" TYPE "public"."d";
DROP TYPE "public"."ds__mizzle_old";
DROP DOMAIN "public"."d__mizzle_old";
