CREATE INDEX "oi" ON ONLY "public"."p" USING btree ("a");
