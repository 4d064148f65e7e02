CREATE OR REPLACE VIEW "public"."v" AS
SELECT id,
    name
   FROM public.t;
