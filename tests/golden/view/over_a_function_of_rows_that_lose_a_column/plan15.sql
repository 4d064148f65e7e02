ALTER TABLE "public"."t" DROP COLUMN "e";
CREATE VIEW "public"."a" AS
SELECT f.id
   FROM public.f() f(id);
