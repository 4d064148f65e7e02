ALTER TYPE "public"."a" RENAME TO "b__mizzle_old";
CREATE TYPE "public"."b" AS ("x" bigint, "y" text);
ALTER TABLE "public"."t" ALTER COLUMN "k" TYPE "public"."b" USING CASE WHEN "k" IS NOT DISTINCT FROM NULL THEN NULL ELSE ROW(("k")."x"::bigint, ("k")."y")::"public"."b" END;
DROP TYPE "public"."b__mizzle_old";
