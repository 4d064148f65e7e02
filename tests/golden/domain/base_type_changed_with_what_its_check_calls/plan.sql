ALTER DOMAIN "public"."amount" RENAME TO "amount__mizzle_old";
ALTER DOMAIN "public"."amount__mizzle_old" DROP CONSTRAINT "amount_check";
DROP FUNCTION "public"."positive"(integer);
CREATE FUNCTION "public"."positive"("b" integer)
    RETURNS boolean
    LANGUAGE "sql"
    IMMUTABLE
    AS $$SELECT $1 > 0$$;
CREATE DOMAIN "public"."amount" AS smallint CONSTRAINT "amount_check" CHECK (public.positive((VALUE)::integer));
ALTER TABLE "public"."t" ALTER COLUMN "a" TYPE "public"."amount";
DROP DOMAIN "public"."amount__mizzle_old";
