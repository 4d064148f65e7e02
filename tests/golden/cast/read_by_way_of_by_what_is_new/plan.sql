CREATE TYPE "public"."state" AS ENUM ('new');
CREATE TYPE "public"."price" AS ("amount" numeric, "currency" text);
CREATE CAST (text AS "public"."state") WITH INOUT AS ASSIGNMENT;
CREATE FUNCTION "public"."amount"("public"."price")
    RETURNS numeric
    LANGUAGE "sql"
    IMMUTABLE
    AS $$SELECT $1.amount$$;
CREATE CAST ("public"."price" AS numeric) WITH FUNCTION "public"."amount"("public"."price") AS IMPLICIT;
CREATE TABLE "public"."a" (
    "p" "public"."price",
    "s" "public"."state" DEFAULT current_setting('app.state'::text),
    CONSTRAINT "a_p_check" CHECK ((p)::numeric > (0)::numeric)
);
CREATE VIEW "public"."a_view" AS
SELECT (p)::numeric AS p
   FROM public.a;
