ALTER TYPE "public"."flag" RENAME TO "flag__mizzle_old";
ALTER DOMAIN "public"."positive" RENAME TO "positive__mizzle_old";
ALTER TYPE "public"."inner_type" RENAME TO "inner_type__mizzle_old";
ALTER TYPE "public"."outer_type" RENAME TO "outer_type__mizzle_old";
CREATE TYPE "public"."flag" AS ENUM ('b', 'a');
CREATE TYPE "public"."inner_type" AS ("k" "public"."flag", "l" text);
CREATE TYPE "public"."outer_type" AS ("i" "public"."inner_type", "n" bigint);
CREATE DOMAIN "public"."positive" AS "public"."outer_type" CONSTRAINT "positive_check" CHECK ((VALUE).n > 0);
ALTER TABLE "public"."t"
    ALTER COLUMN "o" TYPE "public"."outer_type" USING CASE WHEN "o" IS NOT DISTINCT FROM NULL THEN NULL ELSE ROW(CASE WHEN ("o")."i" IS NOT DISTINCT FROM NULL THEN NULL ELSE ROW((("o")."i")."k"::pg_catalog.text::"public"."flag", (("o")."i")."l")::"public"."inner_type" END, ("o")."n"::bigint)::"public"."outer_type" END,
    ALTER COLUMN "p" TYPE "public"."positive" USING CASE WHEN "p" IS NOT DISTINCT FROM NULL THEN NULL ELSE ROW(CASE WHEN ("p")."i" IS NOT DISTINCT FROM NULL THEN NULL ELSE ROW((("p")."i")."k"::pg_catalog.text::"public"."flag", (("p")."i")."l")::"public"."inner_type" END, ("p")."n"::bigint)::"public"."positive" END;
DROP DOMAIN "public"."positive__mizzle_old";
DROP TYPE "public"."outer_type__mizzle_old";
DROP TYPE "public"."inner_type__mizzle_old";
DROP TYPE "public"."flag__mizzle_old";
