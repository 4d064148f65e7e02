ALTER TYPE "public"."size" RENAME TO "size__mizzle_old";
DROP CAST ("public"."size__mizzle_old" AS text);
CREATE TYPE "public"."size" AS ("x" bigint);
CREATE FUNCTION "public"."told"("public"."size")
    RETURNS text
    LANGUAGE "sql"
    IMMUTABLE
    AS $$SELECT ($1).x::text$$;
ALTER TABLE "public"."t"
    ALTER COLUMN "b" DROP DEFAULT,
    ALTER COLUMN "a" TYPE "public"."size" USING CASE WHEN "a" IS NOT DISTINCT FROM NULL THEN NULL ELSE ROW(("a")."x"::bigint)::"public"."size" END;
DROP FUNCTION "public"."told"("public"."size__mizzle_old");
CREATE CAST ("public"."size" AS text) WITH FUNCTION "public"."told"("public"."size") AS ASSIGNMENT;
ALTER TABLE "public"."t" ALTER COLUMN "b" SET DEFAULT (ROW((1)::bigint)::public.size)::text;
DROP TYPE "public"."size__mizzle_old";
