ALTER TABLE "public"."t" ADD CONSTRAINT "e" EXCLUDE USING gist ("r" WITH &&) INCLUDE ("id") WITH ("fillfactor" = '50') WHERE (id > 0) DEFERRABLE;
