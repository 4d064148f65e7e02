CREATE FUNCTION "public"."h"("b" integer)
    RETURNS integer
    LANGUAGE "sql"
    IMMUTABLE
    AS $$SELECT b$$;
ALTER TABLE "public"."t"
    ALTER COLUMN "id" DROP DEFAULT,
    ALTER COLUMN "id" TYPE bigint,
    ALTER COLUMN "other" SET DEFAULT public.h(1);
DROP FUNCTION "public"."f"(integer);
DROP FUNCTION "public"."g"(integer);
CREATE FUNCTION "public"."f"("b" integer)
    RETURNS integer
    LANGUAGE "sql"
    IMMUTABLE
    AS $$SELECT b$$;
ALTER TABLE "public"."t" ALTER COLUMN "id" SET DEFAULT public.f(2);
