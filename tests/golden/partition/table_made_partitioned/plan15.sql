DROP TABLE "public"."t";
CREATE TABLE "public"."t" (
    "id" bigint,
    "day" date
) PARTITION BY RANGE (day);
CREATE VIEW "public"."v" AS
SELECT t.id
   FROM public.t;
