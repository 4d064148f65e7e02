DROP VIEW "public"."w";
DROP VIEW "public"."v";
CREATE VIEW "public"."v" AS
SELECT name,
    id
   FROM public.t;
COMMENT ON VIEW "public"."v" IS 'kept';
CREATE VIEW "public"."w" AS
SELECT id
   FROM public.v;
