ALTER TYPE "public"."status" RENAME TO "status__mizzle_old";
CREATE TYPE "public"."status" AS ENUM ('a');
CREATE FUNCTION "public"."f"("a" "public"."status")
    RETURNS integer
    LANGUAGE "sql"
    IMMUTABLE
    AS $$SELECT 1$$;
ALTER TABLE "public"."t"
    DROP CONSTRAINT "c",
    ALTER COLUMN "n" DROP DEFAULT,
    ALTER COLUMN "s" DROP DEFAULT,
    ALTER COLUMN "s" TYPE "public"."status" USING "s"::pg_catalog.text::"public"."status",
    ALTER COLUMN "x" SET DEFAULT ('a'::public.status)::text;
DROP FUNCTION "public"."f"("public"."status__mizzle_old");
DROP FUNCTION "public"."g"();
CREATE FUNCTION "public"."g"()
    RETURNS "public"."status"
    LANGUAGE "sql"
    IMMUTABLE
    AS $$ SELECT 'a'::status $$;
ALTER TABLE "public"."t"
    ALTER COLUMN "n" SET DEFAULT public.f('a'::public.status),
    ALTER COLUMN "s" SET DEFAULT public.g(),
    ADD CONSTRAINT "c" CHECK (public.f(s) > 0);
DROP TYPE "public"."status__mizzle_old";
