DROP MATERIALIZED VIEW "public"."w";
COMMENT ON SCHEMA "public" IS 'ours';
CREATE MATERIALIZED VIEW "public"."v" AS
SELECT b
   FROM public.t;
