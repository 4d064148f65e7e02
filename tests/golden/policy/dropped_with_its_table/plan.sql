DROP TABLE "public"."notes";
