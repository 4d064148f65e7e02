DROP INDEX "public"."t_f";
DROP MATERIALIZED VIEW "public"."m";
DROP VIEW "public"."v";
ALTER TABLE "public"."t"
    DROP COLUMN "doubled",
    DROP CONSTRAINT "positive",
    ALTER COLUMN "id" DROP DEFAULT;
DROP FUNCTION "public"."f"(integer);
CREATE FUNCTION "public"."f"("a" integer)
    RETURNS bigint
    LANGUAGE "sql"
    IMMUTABLE
    AS $$SELECT a$$;
COMMENT ON FUNCTION "public"."f"(integer) IS 'stays';
ALTER TABLE "public"."t"
    ADD COLUMN "doubled" integer GENERATED ALWAYS AS (public.f(x) * 2) STORED,
    ALTER COLUMN "id" SET DEFAULT public.f(1),
    ADD CONSTRAINT "positive" CHECK (public.f(x) > 0);
CREATE INDEX "t_f" ON "public"."t" USING btree ((public.f(x)));
CREATE VIEW "public"."v" AS
SELECT id
   FROM public.t
  WHERE (public.f(id) > 1);
CREATE MATERIALIZED VIEW "public"."m" AS
SELECT id
   FROM public.v;
CREATE INDEX "m_id" ON "public"."m" USING btree ("id");
