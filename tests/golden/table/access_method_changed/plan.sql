ALTER TABLE "public"."t" SET ACCESS METHOD "heap2";
