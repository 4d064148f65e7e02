DROP MATERIALIZED VIEW "public"."w";
COMMENT ON SCHEMA "public" IS 'ours';
CREATE MATERIALIZED VIEW "public"."v" AS
SELECT t.b
   FROM public.t;
