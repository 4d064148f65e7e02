DROP VIEW "public"."w";
DROP VIEW "public"."v";
CREATE VIEW "public"."v" AS
SELECT t.name,
    t.id
   FROM public.t;
COMMENT ON VIEW "public"."v" IS 'kept';
CREATE VIEW "public"."w" AS
SELECT v.id
   FROM public.v;
