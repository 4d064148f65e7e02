DROP VIEW "public"."w";
DROP VIEW "public"."v";
ALTER TABLE "public"."t" ALTER COLUMN "name" TYPE text;
CREATE VIEW "public"."v" AS
SELECT t.id,
    t.name
   FROM public.t;
CREATE VIEW "public"."w" AS
SELECT v.name
   FROM public.v;
COMMENT ON COLUMN "public"."w"."name" IS 'c';
