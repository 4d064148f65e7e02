DROP MATERIALIZED VIEW "public"."n";
DROP MATERIALIZED VIEW "public"."m";
CREATE OR REPLACE VIEW "public"."w" AS
SELECT a
   FROM public.t;
CREATE OR REPLACE VIEW "public"."v" AS
SELECT a,
    'x'::text AS b
   FROM public.w;
CREATE MATERIALIZED VIEW "public"."n" AS
SELECT a
   FROM public.w;
CREATE MATERIALIZED VIEW "public"."m" AS
SELECT a
   FROM public.n;
