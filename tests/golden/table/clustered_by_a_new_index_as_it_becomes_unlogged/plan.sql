DROP INDEX "public"."t_a";
CREATE POLICY "p" ON "public"."t" USING (a <> ''::text);
ALTER TABLE "public"."t" SET UNLOGGED;
CREATE UNIQUE INDEX "t_a" ON "public"."t" USING btree ("a", "id");
ALTER TABLE "public"."t" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "public"."t" REPLICA IDENTITY DEFAULT;
ALTER TABLE "public"."t" CLUSTER ON "t_a";
