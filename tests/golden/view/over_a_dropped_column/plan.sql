DROP VIEW "public"."v";
ALTER TABLE "public"."t" DROP COLUMN "name";
CREATE VIEW "public"."v" AS
SELECT id
   FROM public.t;
