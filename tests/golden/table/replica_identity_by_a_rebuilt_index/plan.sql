DROP INDEX "public"."i";
CREATE UNIQUE INDEX "i" ON "public"."t" USING btree ("a") INCLUDE ("b");
ALTER TABLE "public"."t" REPLICA IDENTITY USING INDEX "i";
