CREATE FUNCTION "public"."f"("a" integer)
    RETURNS boolean
    LANGUAGE "sql"
    IMMUTABLE
    AS $$SELECT true$$;
CREATE FUNCTION "public"."later"()
    RETURNS integer
    LANGUAGE "sql"
    AS $$SELECT id FROM public.only_later$$;
CREATE TABLE "public"."only_later" (
    "id" integer
);
CREATE TABLE "public"."t" (
    "id" integer,
    CONSTRAINT "t_id_check" CHECK (public.f(id))
);
CREATE FUNCTION "public"."g"("a" "public"."t")
    RETURNS integer
    LANGUAGE "sql"
    IMMUTABLE
    AS $$SELECT a.id$$;
CREATE TABLE "public"."u" (
    "id" integer DEFAULT public.g(NULL::public.t)
);
CREATE INDEX "t_g" ON "public"."t" USING btree ((public.g(t.*)));
CREATE VIEW "public"."v" AS
SELECT public.g(t.*) AS g
   FROM public.t;
CREATE FUNCTION "public"."h"("a" "public"."v")
    RETURNS SETOF "public"."v"
    LANGUAGE "sql"
    AS $$SELECT * FROM public.v$$;
CREATE MATERIALIZED VIEW "public"."m" AS
SELECT public.later() AS later;
