DROP TABLE "public"."m";
