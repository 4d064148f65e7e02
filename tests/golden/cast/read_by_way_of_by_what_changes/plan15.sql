CREATE CAST (text AS "public"."state") WITH INOUT AS ASSIGNMENT;
CREATE FUNCTION "public"."word"("public"."price")
    RETURNS text
    LANGUAGE "sql"
    IMMUTABLE
    AS $$SELECT $1.currency$$;
CREATE CAST ("public"."price" AS text) WITH FUNCTION "public"."word"("public"."price");
ALTER TABLE "public"."a" ALTER COLUMN "s" SET DEFAULT current_setting('app.state'::text);
CREATE OR REPLACE VIEW "public"."a_view" AS
SELECT a.s,
    (a.p)::text AS p
   FROM public.a;
