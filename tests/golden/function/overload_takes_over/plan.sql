DROP VIEW "public"."v";
DROP VIEW "public"."w";
DROP TRIGGER "x" ON "public"."t";
DROP TRIGGER "y" ON "public"."t";
CREATE FUNCTION "public"."f"("a" integer, "b" integer DEFAULT 2)
    RETURNS integer
    LANGUAGE "sql"
    IMMUTABLE
    AS $$SELECT 1$$;
CREATE FUNCTION "public"."g"("a" integer, "b" integer DEFAULT 2)
    RETURNS integer
    LANGUAGE "sql"
    IMMUTABLE
    AS $$SELECT 1$$;
ALTER TABLE "public"."t"
    DROP CONSTRAINT "c",
    ALTER COLUMN "id" DROP DEFAULT,
    ALTER COLUMN "other" DROP DEFAULT;
DROP FUNCTION "public"."f"(integer);
DROP FUNCTION "public"."g"(integer);
CREATE VIEW "public"."v" AS
SELECT public.f(1) AS f;
CREATE VIEW "public"."w" AS
SELECT public.g(2) AS g;
ALTER TABLE "public"."t"
    ALTER COLUMN "id" SET DEFAULT public.f(1),
    ALTER COLUMN "other" SET DEFAULT public.g(2),
    ADD CONSTRAINT "c" CHECK (public.f(id) > 0);
CREATE TRIGGER "x"
    BEFORE UPDATE ON "public"."t"
    FOR EACH ROW
    WHEN ((public.f(new.id) > 0))
    EXECUTE FUNCTION "public"."touch"();
CREATE TRIGGER "y"
    BEFORE UPDATE ON "public"."t"
    FOR EACH ROW
    WHEN ((public.g(new.id) > 1))
    EXECUTE FUNCTION "public"."touch"();
