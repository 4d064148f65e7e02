ALTER TABLE "public"."t" ADD CONSTRAINT "u" UNIQUE ("a", "b") INCLUDE ("id") WITH ("fillfactor" = '50') DEFERRABLE;
