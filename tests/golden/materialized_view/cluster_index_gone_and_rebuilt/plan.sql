DROP INDEX "public"."kept_id";
DROP INDEX "public"."other_id";
CREATE INDEX "kept_id" ON "public"."kept" USING btree ("id", "n");
ALTER MATERIALIZED VIEW "public"."third" SET WITHOUT CLUSTER;
ALTER MATERIALIZED VIEW "public"."kept" CLUSTER ON "kept_id";
