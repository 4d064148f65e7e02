ALTER TABLE "public"."t"
    ALTER COLUMN "b" DROP EXPRESSION,
    ALTER COLUMN "c" DROP EXPRESSION,
    ALTER COLUMN "a" TYPE bigint;
DROP FUNCTION "public"."twice"(integer);
CREATE FUNCTION "public"."twice"(integer)
    RETURNS bigint
    LANGUAGE "sql"
    IMMUTABLE
    AS $$SELECT 2::bigint * $1$$;
