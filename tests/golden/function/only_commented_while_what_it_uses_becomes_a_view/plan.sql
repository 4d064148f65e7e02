DROP FUNCTION "public"."f"();
DROP FUNCTION "public"."g"();
DROP TABLE "public"."t";
CREATE VIEW "public"."t" AS
SELECT 1 AS id;
CREATE FUNCTION "public"."f"()
    RETURNS bigint
    LANGUAGE "sql"
    BEGIN ATOMIC
 SELECT count(t.id) AS count
    FROM public.t;
END;
COMMENT ON FUNCTION "public"."f"() IS 'new';
CREATE FUNCTION "public"."g"()
    RETURNS bigint
    LANGUAGE "sql"
    BEGIN ATOMIC
 SELECT sum(t.id) AS sum
    FROM public.t;
END;
