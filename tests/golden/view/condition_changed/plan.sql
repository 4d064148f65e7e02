CREATE OR REPLACE VIEW "public"."v" AS
SELECT id
   FROM public.t
  WHERE (n > 1);
