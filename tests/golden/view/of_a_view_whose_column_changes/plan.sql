DROP VIEW "public"."doubled";
DROP VIEW "public"."prices";
ALTER TABLE "public"."items" ALTER COLUMN "price" TYPE integer;
CREATE VIEW "public"."prices" AS
SELECT price
   FROM public.items;
CREATE VIEW "public"."doubled" AS
SELECT (price * 2) AS price
   FROM public.prices;
