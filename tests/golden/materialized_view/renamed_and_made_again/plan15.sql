DROP MATERIALIZED VIEW "public"."v";
ALTER TABLE "public"."t" ALTER COLUMN "id" TYPE bigint;
CREATE MATERIALIZED VIEW "public"."d" AS
SELECT t.id,
    t.b
   FROM public.t;
CREATE INDEX "i" ON "public"."d" USING btree ("id");
