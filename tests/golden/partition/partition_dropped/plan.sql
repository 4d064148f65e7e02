DROP TABLE "public"."m2";
