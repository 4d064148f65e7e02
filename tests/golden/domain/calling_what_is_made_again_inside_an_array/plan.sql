ALTER DOMAIN "public"."amount" RENAME TO "amount__mizzle_old";
ALTER TYPE "public"."pair" RENAME TO "pair__mizzle_old";
ALTER DOMAIN "public"."amount__mizzle_old" DROP CONSTRAINT "amount_check";
DROP FUNCTION "public"."positive"(integer);
CREATE FUNCTION "public"."positive"("b" integer)
    RETURNS boolean
    LANGUAGE "sql"
    IMMUTABLE
    AS $$SELECT $1 > 0$$;
CREATE DOMAIN "public"."amount" AS integer CONSTRAINT "amount_check" CHECK (public.positive(VALUE));
CREATE TYPE "public"."pair" AS ("a" "public"."amount", "b" "public"."amount");
ALTER TABLE "public"."t"
    ALTER COLUMN "a" TYPE "public"."amount"[],
    ALTER COLUMN "p" TYPE "public"."pair" USING CASE WHEN "p" IS NOT DISTINCT FROM NULL THEN NULL ELSE ROW(("p")."a"::"public"."amount", ("p")."b"::"public"."amount")::"public"."pair" END;
DROP TYPE "public"."pair__mizzle_old";
DROP DOMAIN "public"."amount__mizzle_old";
