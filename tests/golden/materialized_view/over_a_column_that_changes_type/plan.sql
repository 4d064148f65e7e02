DROP MATERIALIZED VIEW "public"."m";
ALTER TABLE "public"."t" ALTER COLUMN "name" TYPE text;
CREATE MATERIALIZED VIEW "public"."m" AS
SELECT id,
    name
   FROM public.t;
CREATE INDEX "m_name" ON "public"."m" USING btree ("name");
COMMENT ON COLUMN "public"."m"."name" IS 'x';
