DROP INDEX "public"."i";
CREATE INDEX "i" ON "public"."u" USING btree ("a");
