CREATE INDEX "i" ON "public"."t" USING gist ("v");
