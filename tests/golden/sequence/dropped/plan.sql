DROP SEQUENCE "public"."s";
