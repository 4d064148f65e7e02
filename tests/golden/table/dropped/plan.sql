DROP TABLE "public"."t";
