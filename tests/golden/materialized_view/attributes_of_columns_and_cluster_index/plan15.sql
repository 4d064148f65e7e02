DROP INDEX "public"."bare_id";
DROP MATERIALIZED VIEW "public"."other";
CREATE INDEX "bare_id" ON "public"."bare" USING btree ("id" DESC);
CREATE MATERIALIZED VIEW "public"."fresh" WITH ("fillfactor" = '70', "toast"."autovacuum_enabled" = 'off') AS
SELECT t.id,
    t.body
   FROM public.t;
CREATE INDEX "fresh_id" ON "public"."fresh" USING btree ("id");
CREATE MATERIALIZED VIEW "public"."other" AS
SELECT t.id,
    t.body
   FROM public.t
  WHERE (t.id > 0);
CREATE INDEX "other_id" ON "public"."other" USING btree ("id");
ALTER MATERIALIZED VIEW "public"."bare" CLUSTER ON "bare_id";
ALTER MATERIALIZED VIEW "public"."kept"
    ALTER COLUMN "body" SET STORAGE main,
    ALTER COLUMN "body" SET COMPRESSION pglz,
    ALTER COLUMN "id" SET ("n_distinct" = '5', "n_distinct_inherited" = '6'),
    ALTER COLUMN "n" SET STATISTICS -1,
    RESET ("toast"."autovacuum_enabled");
ALTER MATERIALIZED VIEW "public"."kept" CLUSTER ON "kept_n";
ALTER MATERIALIZED VIEW "public"."other" CLUSTER ON "other_id";
ALTER MATERIALIZED VIEW "public"."fresh"
    ALTER COLUMN "body" SET STORAGE plain,
    ALTER COLUMN "body" SET STATISTICS 5;
ALTER MATERIALIZED VIEW "public"."fresh" CLUSTER ON "fresh_id";
ALTER MATERIALIZED VIEW "public"."other" ALTER COLUMN "id" SET STATISTICS 7;
