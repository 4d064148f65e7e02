DROP INDEX "public"."i";
CREATE UNIQUE INDEX "i" ON "public"."t" USING btree ("id" DESC);
ALTER TABLE "public"."t" REPLICA IDENTITY USING INDEX "i";
ALTER TABLE "public"."t" CLUSTER ON "i";
