CREATE INDEX "i" ON "public"."t" USING gist ("v" "tsvector_ops" (siglen = '100'));
