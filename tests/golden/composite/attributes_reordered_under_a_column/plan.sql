ALTER TYPE "public"."p" RENAME TO "p__mizzle_old";
CREATE TYPE "public"."p" AS ("b" text, "a" integer, "c" integer);
ALTER TABLE "public"."t" ALTER COLUMN "v" TYPE "public"."p" USING CASE WHEN "v" IS NOT DISTINCT FROM NULL THEN NULL ELSE ROW(("v")."b", ("v")."a", NULL)::"public"."p" END;
DROP TYPE "public"."p__mizzle_old";
