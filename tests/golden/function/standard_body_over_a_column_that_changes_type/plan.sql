DROP VIEW "public"."v";
DROP FUNCTION "public"."f"();
ALTER TABLE "public"."t" ALTER COLUMN "id" TYPE bigint;
CREATE FUNCTION "public"."f"()
    RETURNS bigint
    LANGUAGE "sql"
    STABLE
    BEGIN ATOMIC
 SELECT count(t.id) AS count
    FROM public.t;
END;
CREATE VIEW "public"."v" AS
SELECT public.f() AS f;
