CREATE MATERIALIZED VIEW "public"."m" AS
SELECT id,
    name
   FROM public.t;
CREATE UNIQUE INDEX "m_id" ON "public"."m" USING btree ("id");
COMMENT ON MATERIALIZED VIEW "public"."m" IS 'c';
