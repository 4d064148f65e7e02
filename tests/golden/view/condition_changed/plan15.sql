CREATE OR REPLACE VIEW "public"."v" AS
SELECT t.id
   FROM public.t
  WHERE (t.n > 1);
