DROP VIEW "public"."v";
DROP MATERIALIZED VIEW "public"."m";
CREATE MATERIALIZED VIEW "public"."m" AS
SELECT t.id,
    t.name,
    t.n
   FROM public.t;
CREATE UNIQUE INDEX "m_id" ON "public"."m" USING btree ("id");
CREATE VIEW "public"."v" AS
SELECT m.id
   FROM public.m;
