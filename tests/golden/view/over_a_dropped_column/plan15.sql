DROP VIEW "public"."v";
ALTER TABLE "public"."t" DROP COLUMN "name";
CREATE VIEW "public"."v" AS
SELECT t.id
   FROM public.t;
